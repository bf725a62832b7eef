package dev.keepsake.write;

/// In what two statements that look alike differ.
public enum Difference {
  /// Somebody else's statement: mother and father, boss and colleague.
  ROLE("role"),
  /// Another name: a person, a place, a product, a file, an address.
  NAME("name"),
  /// One is negated, the other is not.
  NEGATION("negation"),
  /// The same things in exchanged parts: "A over B" and "B over A", "from A to B" and "from B to
  /// A".
  COMPARISON_ORDER("comparison_order"),
  /// Two words that cannot both hold: morning and evening, likes and dislikes.
  ANTONYM("antonym"),
  /// Another quantity, version or rank.
  NUMBER("number"),
  /// Another day, month, year, weekday or time of day.
  DATE("date"),
  /// One tells of now, the other of the past.
  TENSE("tense"),
  /// One is a plan, a doubt, a condition or an exception, the other is not.
  MODALITY("modality"),
  /// Another word that no list knows as a synonym.
  WORDING("wording"),
  /// The proposed text says something that the stored one does not.
  MORE_SPECIFIC("more_specific");

  private final String wireName;

  Difference(String wireName) {
    this.wireName = wireName;
  }

  /// The name that agents, reports and the audit trail see.
  public String wireName() {
    return wireName;
  }
}
