package dev.keepsake.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides whether a run is good enough. In this order: too many cases in error to tell; precision
/// and recall over all writes, not by case; memories with what none may contain; a fall against an
/// earlier run by more than chance explains.
///
/// @param minPrecision in [0, 1]
/// @param minRecall in [0, 1]
public record Gate(double minPrecision, double minRecall) {
  public static final Gate DEFAULT = new Gate(0.85, 0.70);

  /// The share of cases in error from which on nothing can be said.
  private static final double MOST_ERRORS = 0.10;

  public Gate {
    if (!(minPrecision >= 0 && minPrecision <= 1 && minRecall >= 0 && minRecall <= 1)) {
      throw new IllegalArgumentException(
          "outside [0, 1]: precision " + minPrecision + ", recall " + minRecall);
    }
  }

  /// What the gate says.
  public sealed interface Verdict {
    /// Nothing is wrong.
    record Passed() implements Verdict {}

    /// The run is not good enough.
    ///
    /// @param reasons in words, not empty
    record Failed(List<String> reasons) implements Verdict {
      public Failed {
        reasons = List.copyOf(reasons);
      }
    }

    /// The run says nothing about how good its subject is.
    record Unusable(String reason) implements Verdict {}
  }

  /// @param baseline the comparison with an earlier run, where there is one
  public Verdict judge(WriteScore score, Optional<Comparison> baseline) {
    Counts counts = score.all().counts();
    if (counts.errors() > MOST_ERRORS * counts.cases()) {
      return new Verdict.Unusable(
          "%d of %d cases are in error, more than one in ten"
              .formatted(counts.errors(), counts.cases()));
    }
    var reasons = new ArrayList<String>();
    below("precision", counts.precision(), minPrecision).ifPresent(reasons::add);
    below("recall", counts.recall(), minRecall).ifPresent(reasons::add);
    if (counts.forbidden() > 0) {
      reasons.add(forbidden(score));
    }
    baseline.ifPresent(comparison -> {
      fall("precision", comparison.precision()).ifPresent(reasons::add);
      fall("recall", comparison.recall()).ifPresent(reasons::add);
    });
    return reasons.isEmpty() ? new Verdict.Passed() : new Verdict.Failed(reasons);
  }

  private static Optional<String> below(String name, double figure, double least) {
    return figure < least
        ? Optional.of(say("%s is %.4f, below %.4f", name, figure, least))
        : Optional.empty();
  }

  private static String forbidden(WriteScore score) {
    List<String> ids =
        score.cases().stream()
            .filter(one -> !one.forbidden().isEmpty())
            .map(one -> one.one().id())
            .toList();
    return "forbidden content was written in %s %s"
        .formatted(ids.size() == 1 ? "case" : "cases", String.join(", ", ids));
  }

  private static Optional<String> fall(String name, Optional<Comparison.Change> change) {
    return change
        .filter(Comparison.Change::fell)
        .map(fallen ->
            say(
                "%s fell from %.3f to %.3f against the baseline (95 %% interval of the"
                    + " difference %.3f to %.3f)",
                name,
                fallen.before(),
                fallen.after(),
                fallen.difference().low(),
                fallen.difference().high()));
  }

  private static String say(String format, Object... facts) {
    return String.format(Locale.ROOT, format, facts);
  }
}
