package dev.keepsake.eval.score;

import dev.keepsake.memory.WireName;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The rates that are reported, each in [0, 1].
public enum Measure implements WireName {
  PRECISION("extraction_precision", counts -> OptionalDouble.of(counts.precision())),
  RECALL("extraction_recall", counts -> OptionalDouble.of(counts.recall())),
  F1("extraction_f1", counts -> OptionalDouble.of(counts.f1())),
  MACRO_PRECISION("macro_precision", counts -> OptionalDouble.of(counts.macroPrecision())),
  MACRO_RECALL("macro_recall", counts -> OptionalDouble.of(counts.macroRecall())),
  FALSE_POSITIVE_RATE(
      "false_positive_rate", counts -> OptionalDouble.of(counts.falsePositiveRate())),
  TYPE_ACCURACY("type_accuracy", Counts::typeAccuracy),
  DELETION_ACCURACY("deletion_accuracy", Counts::deletionAccuracy),
  SUPERSESSION_ACCURACY("supersession_accuracy", Counts::supersessionAccuracy);

  private final String wireName;
  private final Function<Counts, OptionalDouble> of;

  Measure(String wireName, Function<Counts, OptionalDouble> of) {
    this.wireName = wireName;
    this.of = of;
  }

  /// The name in files and reports.
  @Override
  public String wireName() {
    return wireName;
  }

  /// @return empty if there is nothing to measure
  public OptionalDouble of(Counts counts) {
    return of.apply(counts);
  }
}
