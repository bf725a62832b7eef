package dev.keepsake.eval.report;

import dev.keepsake.eval.score.Counts;
import dev.keepsake.eval.score.Measure;

/// What a figure is a share of, in words.
public final class MeasureText {
  private MeasureText() {}

  /// @return such as `12 of 14 writes`; empty for a figure that is made of others
  public static String of(Measure measure, Counts counts) {
    return switch (measure) {
      case PRECISION -> share(counts.matched(), counts.actual(), "writes");
      case RECALL -> share(counts.matched(), counts.expected(), "expected writes");
      case FALSE_POSITIVE_RATE -> share(counts.falsePositives(), counts.actual(), "writes");
      case TYPE_ACCURACY ->
          share(counts.matched() - counts.wrongTypes(), counts.matched(), "matched writes");
      case DELETION_ACCURACY ->
          share(counts.deletesMet(), counts.expectedDeletes(), "expected")
              + ", "
              + counts.unaskedDeletes()
              + " unasked";
      case SUPERSESSION_ACCURACY ->
          share(counts.supersessionsMet(), counts.expectedSupersessions(), "expected");
      case F1 -> "";
      case MACRO_PRECISION, MACRO_RECALL -> counts.cases() + " cases";
    };
  }

  private static String share(int part, int all, String of) {
    return part + " of " + all + " " + of;
  }
}
