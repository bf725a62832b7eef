package dev.keepsake.extract.model;

import java.text.Normalizer;
import java.util.Locale;

/// Whether words were said in a text, whatever their case, white space and quotation marks: models
/// copy, but not to the letter.
final class Evidence {
  /// So many letters are hardly a part of another word.
  private static final int TELLING = 6;

  private final String text;

  Evidence(String text) {
    this.text = " " + plain(text) + " ";
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\p{Pi}\\p{Pf}'\"`]", "'")
        .replaceAll("(?<![\\p{L}\\p{N}])'|'(?![\\p{L}\\p{N}])", " ") // but not that of "I'm"
        .replaceAll("[^\\p{L}\\p{M}\\p{N}']+", " ")
        .strip();
  }

  /// Whether `words` stand in the text in their order and without a gap; few letters as whole words
  /// alone. What has neither letters nor digits is nothing said.
  boolean holds(String words) {
    String plain = plain(words);
    boolean said = plain.codePoints().anyMatch(Character::isLetterOrDigit);
    boolean telling =
        plain.length() >= TELLING || plain.codePoints().anyMatch(Character::isIdeographic);
    return said && text.contains(telling ? plain : " " + plain + " ");
  }
}
