package dev.keepsake.memory;

import dev.keepsake.reading.Appearance;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// SHA-256 of a normalised content, in hexadecimal: equal for two contents that are exact
/// duplicates of each other.
public record ContentHash(String hex) {
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final String FINAL_PUNCTUATION = " .!?\u3002\u2026,;:";

  static ContentHash of(Content content) {
    return new ContentHash(Sha256.hex(normalised(content.text())));
  }

  /// Of a text what the hash is of: what [Appearance] takes for the same, case, white space and
  /// final punctuation folded. A text of punctuation alone keeps it.
  public static String normalised(String text) {
    String folded = Appearance.of(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    // folding case may decompose what NFKC had composed
    String spaced =
        WHITE_SPACE
            .matcher(Normalizer.normalize(folded, Normalizer.Form.NFKC))
            .replaceAll(" ")
            .strip();
    int end = spaced.length();
    while (end > 0 && FINAL_PUNCTUATION.indexOf(spaced.charAt(end - 1)) >= 0) {
      end--;
    }
    return end == 0 ? spaced : spaced.substring(0, end);
  }
}
