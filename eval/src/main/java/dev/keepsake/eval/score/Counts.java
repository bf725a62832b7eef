package dev.keepsake.eval.score;

import java.util.List;
import java.util.OptionalDouble;

/// What the figures of some cases are made of. Counts of cases add up to those of all of them.
///
/// @param actual writes that count
/// @param matched writes that are expected
/// @param wrongTypes matched writes of a type that is not expected
/// @param deletesMet memories that were deleted as expected
/// @param unaskedDeletes memories that were deleted and should not have been
/// @param supersessionsMet memories that were replaced as expected
/// @param forbidden memories with what none may contain, once for each such keyword
/// @param precisions sum of the precisions of the cases
/// @param recalls sum of the recalls of the cases
public record Counts(
    int cases,
    int errors,
    int expected,
    int actual,
    int matched,
    int wrongTypes,
    int expectedDeletes,
    int deletesMet,
    int unaskedDeletes,
    int expectedSupersessions,
    int supersessionsMet,
    int forbidden,
    double precisions,
    double recalls) {
  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Counts of(List<Counts> cases) {
    return cases.stream().reduce(NONE, Counts::plus);
  }

  Counts plus(Counts other) {
    return new Counts(
        cases + other.cases,
        errors + other.errors,
        expected + other.expected,
        actual + other.actual,
        matched + other.matched,
        wrongTypes + other.wrongTypes,
        expectedDeletes + other.expectedDeletes,
        deletesMet + other.deletesMet,
        unaskedDeletes + other.unaskedDeletes,
        expectedSupersessions + other.expectedSupersessions,
        supersessionsMet + other.supersessionsMet,
        forbidden + other.forbidden,
        precisions + other.precisions,
        recalls + other.recalls);
  }

  public int falsePositives() {
    return actual - matched;
  }

  /// Over all writes, in [0, 1]. Without any write 1 if none was expected, 0 otherwise.
  public double precision() {
    return actual == 0 ? (expected == 0 ? 1 : 0) : (double) matched / actual;
  }

  /// Over all that was expected, in [0, 1]; 1 if nothing was.
  public double recall() {
    return expected == 0 ? 1 : (double) matched / expected;
  }

  /// The harmonic mean of precision and recall, in [0, 1].
  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  /// The share of the actual writes that nobody expected, in [0, 1]; 0 without any write.
  public double falsePositiveRate() {
    return actual == 0 ? 0 : (double) falsePositives() / actual;
  }

  /// The mean over the cases, in [0, 1].
  public double macroPrecision() {
    return cases == 0 ? 1 : precisions / cases;
  }

  /// The mean over the cases, in [0, 1].
  public double macroRecall() {
    return cases == 0 ? 1 : recalls / cases;
  }

  /// Of the deletions that were expected or happened the share that was both, in [0, 1]; empty if
  /// there were none.
  public OptionalDouble deletionAccuracy() {
    return share(deletesMet, expectedDeletes + unaskedDeletes);
  }

  /// The share of the expected supersessions that happened, in [0, 1]; empty if none was expected.
  public OptionalDouble supersessionAccuracy() {
    return share(supersessionsMet, expectedSupersessions);
  }

  /// The share of the matched writes whose type is right, in [0, 1]; empty if there are none.
  public OptionalDouble typeAccuracy() {
    return share(matched - wrongTypes, matched);
  }

  private static OptionalDouble share(int part, int all) {
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / all);
  }
}
