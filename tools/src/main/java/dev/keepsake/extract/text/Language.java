package dev.keepsake.extract.text;

import java.util.List;
import java.util.Locale;

/// A language of which there are rules, or another one.
public enum Language {
  ENGLISH,
  GERMAN,
  FRENCH,
  SPANISH,
  ITALIAN,
  PORTUGUESE,
  DUTCH,
  POLISH,
  /// Any other.
  UNKNOWN;

  /// Those of which there is a vocabulary and no tagger.
  public static final List<Language> FOREIGN =
      List.of(GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH);

  /// In English, as a statement names it: "German".
  public String englishName() {
    return name().charAt(0) + vocabulary().substring(1);
  }

  /// The name of its vocabulary: "german".
  public String vocabulary() {
    return name().toLowerCase(Locale.ROOT);
  }
}
