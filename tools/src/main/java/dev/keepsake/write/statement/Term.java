package dev.keepsake.write.statement;

import java.util.Set;

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
/// @param modifier whether it stands between an article or the like and another word: "a red car"
/// @param form what its ending and the words before it tell
public record Term(
    Kind kind,
    String key,
    String exact,
    String text,
    String slot,
    int clause,
    int coordination,
    boolean possessed,
    boolean modifier,
    Form form) {

  public static final String OWNER = "'s";

  /// The slots that make a number a bound: "over 40".
  public static final Set<String> BOUNDS =
      Set.of("over", "above", "under", "before", "after", "until", "since");

  /// Words behind a verb that make it another verb: "dropped off".
  private static final Set<String> PARTICLES =
      Set.of("off", "up", "out", "away", "back", "down", "on", "apart", "together");

  private static final Set<String> ADVERBS =
      Set.of("alway", "usual", "sometime", "often", "twice", "again", "soon");
  private static final Set<String> NO_ADVERBS =
      Set.of(
          "family",
          "reply",
          "supply",
          "assembly",
          "fly",
          "ally",
          "bully",
          "belly",
          "butterfly",
          "jelly",
          "rally",
          "elderly",
          "friendly",
          "lovely",
          "lonely",
          "ugly",
          "silly",
          "monthly",
          "weekly",
          "quarterly");
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

  /// What ending and article tell of a word.
  public enum Form {
    UNKNOWN,
    /// One thing or day: "a cat", "on Monday".
    ONE,
    /// A verb of now or a plural: "likes", "cats", "Mondays".
    ENDS_IN_S,
    /// Of now: "is leaving".
    ONGOING,
    PAST,
    /// From the past till now: "has lived", "has been living".
    PERFECT,
    /// Of now, and done to it: "is called".
    PASSIVE,
    /// After "to": "to call".
    INFINITIVE
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

  /// Whether it is a number that bounds what it counts: "over 40 people".
  public boolean isBounded() {
    return counts() && BOUNDS.stream().anyMatch(bound -> slot.startsWith(COUNTED + bound + " "));
  }

  /// Whether it stands where it likes: "always", "suddenly".
  public boolean isAdverb() {
    return kind == Kind.WORD
        && ((text.endsWith("ly") && !NO_ADVERBS.contains(text)) || ADVERBS.contains(key));
  }

  Term inSlot(String other) {
    return new Term(kind, key, exact, text, other, clause, coordination, possessed, modifier, form);
  }

  /// Whether both are words that say the same where all else does: listed near synonyms, or of one
  /// root ("collects", "collector").
  public boolean isNear(Term other) {
    return (kind == Kind.WORD || other.kind == Kind.WORD)
        && (Lexicon.SHIPPED.isNear(key, other.key) || Stem.isOfOneRoot(text, other.text));
  }

  /// Whether the same word was written, not another one for the same.
  public boolean isSameWordAs(Term other) {
    return Stem.of(Tokenizer.fold(text)).equals(Stem.of(Tokenizer.fold(other.text)));
  }

  /// The same term under the key of another one that says the same.
  public Term as(Term other) {
    return new Term(
        kind, other.key, other.exact, text, slot, clause, coordination, possessed, modifier, form);
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
    return verb().equals(other.verb())
        && ((isOfNow() && other.form == Form.PAST) || (form == Form.PAST && other.isOfNow()));
  }

  private boolean isActive() {
    return form == Form.INFINITIVE || form == Form.PAST;
  }

  private boolean isOfNow() {
    return form == Form.ENDS_IN_S || form == Form.ONGOING;
  }

  /// Whether one is done and the other done to it, over, or lasts ("pays", "is paid" and "has
  /// paid", "bored" and "boring"), or one is many ("a cat" and "cats").
  public boolean isOfAnotherForm(Term other) {
    boolean participles =
        (form != Form.PERFECT || other.form != Form.PERFECT)
            && ((text.endsWith("ed") && other.text.endsWith("ing"))
                || (text.endsWith("ing") && other.text.endsWith("ed")));
    boolean turned =
        (other.isOfNow() && (form == Form.PASSIVE || form == Form.PERFECT))
            || (isOfNow() && (other.form == Form.PASSIVE || other.form == Form.PERFECT))
            || (form == Form.PASSIVE && other.isActive())
            || (isActive() && other.form == Form.PASSIVE);
    boolean words = text.indexOf(' ') < 0 && isSameWordAs(other);
    boolean counted =
        (form == Form.ONE && other.form == Form.ENDS_IN_S)
            || (form == Form.ENDS_IN_S && other.form == Form.ONE);
    return (counted && words) || ((turned || participles) && verb().equals(other.verb()));
  }

  /// Whether it is somebody who may do something, not an owner or behind a preposition.
  public boolean isActor() {
    return (kind == Kind.NAME || kind == Kind.ROLE) && slot.isEmpty();
  }

  /// Whether it says what somebody wants.
  public boolean isWanting() {
    return key.equals("want");
  }

  /// Whether it says what something is called.
  public boolean isNaming() {
    return key.equals("call");
  }

  public boolean isModifier() {
    return modifier;
  }

  /// Whether it makes another verb of the one before it.
  public boolean isParticle() {
    return PARTICLES.contains(text);
  }

  /// Whether it says next to nothing beside what else is said: "uses a pen to write".
  public boolean isLight() {
    return kind == Kind.WORD && Lexicon.SHIPPED.isLight(key);
  }

  /// Whether it says no more than "has".
  public boolean isOwning() {
    return key.equals("own");
  }

  /// Whether leaving it out says more, as with "most" and "decaf".
  public boolean isLimiting() {
    return Lexicon.SHIPPED.isLimiting(key);
  }

  private String verb() {
    int space = text.indexOf(' ');
    String first = Tokenizer.fold(space < 0 ? text : text.substring(0, space));
    return IrregularVerbs.ENGLISH.isForm(first) ? key : Stem.of(first);
  }
}
