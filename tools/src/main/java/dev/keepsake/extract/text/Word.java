package dev.keepsake.extract.text;

/// A word or a sign of a sentence.
///
/// @param text as it is written
/// @param lower the same in lower case
/// @param tag its part of speech, of Universal Dependencies: `NOUN`, `VERB`, `PUNCT`
/// @param spaced whether white space stands before it
public record Word(String text, String lower, String tag, boolean spaced) {

  public boolean is(String word) {
    return lower.equals(word);
  }

  public boolean tagged(String... tags) {
    for (String each : tags) {
      if (tag.equals(each)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it is one of the finite or infinite forms of a verb.
  public boolean verbal() {
    return tag.equals("VERB") || tag.equals("AUX");
  }

  public boolean sign() {
    return tag.equals("PUNCT") || (tag.equals("SYM") && !lower.matches(".*[\\p{L}\\p{N}].*"));
  }
}
