package dev.keepsake.extract.foreign;

import dev.keepsake.extract.text.Folding;

/// A part of a sentence that says one thing, in its author's words.
///
/// @param lead what parts it from the one before: a sign, a conjunction, nothing
/// @param text without it
/// @param flat see [Folding#flat]
record Clause(String lead, String text, String flat) {

  static Clause of(String lead, String text) {
    return new Clause(lead, text, Folding.flat(text));
  }

  Clause with(Clause next) {
    return of(lead, text + next.lead + next.text);
  }

  /// Whether it follows a conjunction without a comma.
  boolean joined() {
    return !lead.isBlank() && Character.isLetter(lead.strip().charAt(0));
  }
}
