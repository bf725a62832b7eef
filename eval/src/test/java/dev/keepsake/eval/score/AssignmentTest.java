package dev.keepsake.eval.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AssignmentTest {
  /// First come, first served would leave the second row without one.
  @Test
  void order_does_not_decide() {
    assertThat(Assignment.best(new long[][] {{1, 1}, {1, 0}}, 2))
        .containsExactly(OptionalInt.of(1), OptionalInt.of(0));
  }

  @Test
  void what_does_not_fit_is_left_alone() {
    assertThat(Assignment.best(new long[][] {{0, 0}, {0, 5}}, 2))
        .containsExactly(OptionalInt.empty(), OptionalInt.of(1));
    assertThat(Assignment.best(new long[][] {{}, {}}, 0))
        .containsExactly(OptionalInt.empty(), OptionalInt.empty());
    assertThat(Assignment.best(new long[0][], 3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_sum_is_that_of_trying_everything(long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      int rows = random.nextInt(1, 6);
      int columns = random.nextInt(1, 6);
      var weights = new long[rows][columns];
      for (long[] row : weights) {
        for (int i = 0; i < columns; i++) {
          row[i] = Math.max(0, random.nextInt(-5, 12));
        }
      }
      List<OptionalInt> best = Assignment.best(weights, columns);
      long sum =
          IntStream.range(0, rows)
              .filter(row -> best.get(row).isPresent())
              .mapToLong(row -> weights[row][best.get(row).getAsInt()])
              .sum();
      assertThat(sum).isEqualTo(bruteForce(weights, 0, new boolean[columns]));
      assertThat(best.stream().filter(OptionalInt::isPresent).map(OptionalInt::getAsInt))
          .doesNotHaveDuplicates();
    }
  }

  private static long bruteForce(long[][] weights, int row, boolean... taken) {
    if (row == weights.length) {
      return 0;
    }
    long best = bruteForce(weights, row + 1, taken);
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        best = Math.max(best, weights[row][column] + bruteForce(weights, row + 1, taken));
        taken[column] = false;
      }
    }
    return best;
  }
}
