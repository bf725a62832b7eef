package dev.keepsake.write.statement;

/// One thing that a statement says, in a form that can be compared: a number's value, a date, a
/// role, a name or a word's stem.
///
/// @param key equal for two terms that mean the same
/// @param exact the folded spelling, by which two names are compared
/// @param text as it was written
/// @param slot the part it has in its clause ("over", "from", "'s"), empty for subject and object
/// @param clause the number of its clause
/// @param coordination equal for neighbours joined by "and", "or" or a comma alone
/// @param possessed whether it is somebody's: "the user's dog"
/// @param time what its ending tells, if it is a verb
public record Term(
    Kind kind,
    String key,
    String exact,
    String text,
    String slot,
    int clause,
    int coordination,
    boolean possessed,
    Time time) {

  static final String OWNER = "'s";
  static final String COUNTED = "number of ";

  /// What a term is, in the order in which differences are reported.
  public enum Kind {
    ROLE,
    NAME,
    NUMBER,
    DATE,
    WORD
  }

  /// What a date is a date of; two of one calendar are comparable.
  public enum Calendar {
    TIME_OF_DAY,
    DAY,
    YEAR
  }

  /// What the ending of a verb tells.
  public enum Time {
    UNKNOWN,
    PRESENT,
    PAST
  }

  /// Whether something of its is spoken of: "Ben's birthday".
  public boolean possesses() {
    return slot.equals(OWNER);
  }

  /// What kind of date it is, if it is one.
  public Calendar calendar() {
    if (key.startsWith(Kind.DATE + " time ")) {
      return Calendar.TIME_OF_DAY;
    }
    return key.startsWith(Kind.DATE + " year ") ? Calendar.YEAR : Calendar.DAY;
  }

  /// Whether it is a number whose slot is what it counts.
  public boolean counts() {
    return kind == Kind.NUMBER && slot.startsWith(COUNTED);
  }

  Term inSlot(String other) {
    return new Term(kind, key, exact, text, other, clause, coordination, possessed, time);
  }

  /// Whether the two words cannot both hold: morning and evening.
  public boolean isOppositeOf(Term other) {
    return Lexicon.SHIPPED.opposed(key, other.key);
  }

  /// Whether any word is listed as its opposite.
  public boolean hasOpposites() {
    return Lexicon.SHIPPED.hasOpposites(key);
  }

  /// Whether the two stand in opposite parts: "before meals" and "after meals".
  public boolean isInOppositeSlot(Term other) {
    return Lexicon.SHIPPED.opposed(Stem.of(slot), Stem.of(other.slot));
  }

  /// Whether one has one of it at a time, as of a name or a home.
  public boolean isSingleValued() {
    return Lexicon.SHIPPED.isSingleValued(key);
  }

  /// Whether both are the same verb, one told of now and the other of the past. "Employed by" and
  /// "works for" mean the same, but no tense can be told from the endings of two verbs.
  public boolean isOfAnotherTime(Term other) {
    return time != other.time
        && time != Time.UNKNOWN
        && other.time != Time.UNKNOWN
        && verb().equals(other.verb());
  }

  private String verb() {
    int space = text.indexOf(' ');
    return Stem.of(Tokenizer.fold(space < 0 ? text : text.substring(0, space)));
  }
}
