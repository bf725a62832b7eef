package dev.keepsake.write.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No text makes the detectors slow, those of all kinds together. Compared is how much longer twice
/// the text takes: what is linear stays near two, what is quadratic comes to four.
final class HostileTextTest {
  private static final Detectors DETECTORS = new Detectors();
  private static final int LENGTH = 50_000;
  private static final double MOST = 3;
  private static final int FEWEST_ROUNDS = 2;
  private static final int MOST_ROUNDS = 30;

  /// Measured until the machine, which does other things too, has let both through undisturbed.
  @ParameterizedTest
  @EnumSource
  void the_work_grows_with_the_length_of_the_text(HostileText text) {
    var doubling = new Doubling(DETECTORS, text, LENGTH);
    for (int round = 0;
        round < FEWEST_ROUNDS || (doubling.ratio() >= MOST && round < MOST_ROUNDS);
        round++) {
      doubling.measure();
    }

    assertThat(doubling.ratio()).isLessThan(MOST);
  }

  @Test
  void the_longest_text_is_searched_to_its_end() {
    String text = "word ".repeat(9_990) + "my password is hunter2";

    assertThat(DETECTORS.find(text)).map(Detection::name).contains("secret.password");
  }
}
