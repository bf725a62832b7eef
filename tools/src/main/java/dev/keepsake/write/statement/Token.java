package dev.keepsake.write.statement;

/// One word as it was written, without the punctuation around it.
///
/// @param folded lower case, without accents
/// @param owner whether a possessive `'s` followed
/// @param start what begins with this word
record Token(String text, String folded, boolean owner, Start start) {

  /// What begins with a word.
  enum Start {
    NOTHING,
    /// After a comma or a bracket.
    PHRASE,
    /// After a semicolon, a colon or a dash.
    CLAUSE,
    SENTENCE
  }

  boolean capitalised() {
    return Character.isUpperCase(text.codePointAt(0));
  }

  /// Capitalised though no sentence begins here.
  boolean capitalisedInside() {
    return capitalised() && start != Start.SENTENCE;
  }

  boolean startsWithDigit() {
    return Character.isDigit(folded.codePointAt(0));
  }

  boolean isWord() {
    return folded.codePoints().allMatch(Character::isLetter);
  }

  /// One spelling of "Node.js" and "NodeJS", "Ph.D." and "PhD".
  String withoutInnerDots() {
    return folded.chars().allMatch(unit -> unit == '.' || Character.isLetter(unit))
        ? folded.replace(".", "")
        : folded;
  }
}
