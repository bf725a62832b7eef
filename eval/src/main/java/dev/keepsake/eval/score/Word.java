package dev.keepsake.eval.score;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/// A word as it is compared.
///
/// @param folded without case and accents; numbers written the English way
/// @param name whether it is written like a name: with a capital, where not every word has one
record Word(String folded, boolean name, Stems stems) {
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d+,\\d+");

  /// @param first whether it begins its text, where every word has a capital
  static Word of(String written, boolean first) {
    String folded = folded(written);
    boolean inflected = folded.codePoints().allMatch(Character::isLetter);
    return new Word(
        folded,
        !first && Character.isUpperCase(written.codePointAt(0)),
        inflected ? Stems.of(folded) : Stems.NONE);
  }

  private static String folded(String written) {
    String lower = Normalizer.normalize(written, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    char[] letters = lower.toCharArray();
    char[] ascii = new char[letters.length * 4];
    int length = ASCIIFoldingFilter.foldToASCII(letters, 0, ascii, 0, letters.length);
    String latin = new String(ascii, 0, length);
    String bare = ACCENTS.matcher(Normalizer.normalize(latin, Normalizer.Form.NFKD)).replaceAll("");
    return number(bare);
  }

  private static String number(String word) {
    if (THOUSANDS.matcher(word).matches()) {
      return word.replace(",", "");
    }
    return DECIMAL_COMMA.matcher(word).matches() ? word.replace(',', '.') : word;
  }

  /// Whether it is the same word, perhaps otherwise inflected.
  boolean isLike(Word other) {
    return folded.equals(other.folded) || stems.meet(other.stems, name || other.name);
  }
}
