package dev.keepsake.eval.dataset;

import dev.keepsake.eval.dataset.DuplicatePair.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;

/// Reads [DuplicatePair]s: one JSON object a line, with exactly the fields `id`, `split`, `label`,
/// `class`, `stored` and `proposed`.
public final class DuplicatePairs {
  private static final String SHIPPED = "duplicate-pairs.jsonl";
  private static final List<String> FIELDS =
      List.of("id", "split", "label", "class", "stored", "proposed");

  private DuplicatePairs() {}

  /// The pairs that come with this module; their origin is in the `README.md` beside them.
  ///
  /// @throws DatasetException if they cannot be read
  public static List<DuplicatePair> shipped() {
    return JsonLine.shipped(SHIPPED, FIELDS, DuplicatePairs::pair);
  }

  /// @param file what messages call it
  /// @throws DatasetException at the first line that does not fit, naming it and the field
  public static List<DuplicatePair> parse(String file, String text) {
    return read(file, new StringReader(text));
  }

  /// @param file what messages call it
  /// @throws DatasetException at the first line that does not fit, naming it and the field, and if
  ///   there is none
  public static List<DuplicatePair> read(String file, Reader from) {
    return JsonLine.read(file, from, FIELDS, DuplicatePairs::pair);
  }

  private static DuplicatePair pair(JsonLine line) {
    return new DuplicatePair(
        line.text("id"),
        line.one("split", Split.values(), Split::wireName),
        line.one("label", Label.values(), Label::wireName),
        line.text("class"),
        line.text("stored"),
        line.text("proposed"));
  }
}
