package dev.keepsake.extract.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Folds words to what people type and what they leave out: lower case, without accents. Words of
/// one and two letters keep theirs, since there the accent is the word: Italian "è" is not "e",
/// Portuguese "dá" not "da". Pure.
public final class Folding {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern MARK = Pattern.compile("\\p{M}+");

  private Folding() {}

  public static String word(String word) {
    String lower = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    if (lower.length() <= 2) {
      return lower;
    }
    return MARK.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
        .replaceAll("")
        .replace('ł', 'l')
        .replace("ß", "ss")
        .replace("œ", "oe");
  }

  /// The folded words of `text`, one space before, between and after them; a hyphen and an
  /// apostrophe part words.
  public static String flat(String text) {
    var flat = new StringBuilder(" ");
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      flat.append(word(words.group())).append(' ');
    }
    return flat.toString();
  }
}
