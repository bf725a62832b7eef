package dev.keepsake.extract.foreign;

import java.util.Locale;

/// What the words of a list tell: each is a list of a language's vocabulary, of the same name in
/// lower case. In a phrase `*` stands for any letters and `~` for up to five words. A list that
/// ends with `_1` has forms that only the first person has; those of the one without need a word of
/// [#FIRST] beside them.
enum Cue {
  /// Interjections and conjunctions that a clause is trimmed of at its head.
  LEAD,
  /// Conjunctions before which a clause may end. Written with their accents.
  JOIN,
  /// Begin a reason, which stays with its statement.
  BECAUSE,
  /// "that"
  THAT,
  /// "who" of a relative clause
  RELATIVE,
  /// Point back to what stands just before; such a clause takes it along.
  BACK,
  /// The first person's pronouns, possessives apart.
  FIRST,
  /// The first person's possessives.
  MY,
  /// People and animals near somebody.
  KIN,
  /// Things of somebody that last: name, birthday, address.
  ATTRIBUTE,
  FAVOURITE,
  /// He, she, they.
  PERSON,
  /// It, that, there is.
  THING,
  /// What is said of others and lasts: is, lives, works.
  IS,
  /// "is called", which tells of whoever stands with "my".
  CALLED,
  /// Reports what others say.
  SAYS,
  LASTING,
  LASTING_1,
  BE_1,
  /// Have, hold, stay: lasting by their object alone.
  HAVE,
  HAVE_1,
  HAVE_LASTING,
  /// What follows "be", "have" or a pronoun and is gone tomorrow.
  PASSING,
  TASTE,
  TASTE_1,
  EVENT,
  EVENT_1,
  BOUGHT,
  BOUGHT_1,
  BIG_THING,
  DECISION,
  DECISION_1,
  /// "since", "for years"
  LASTING_TIME,
  /// "every Saturday", "on Mondays"
  HABIT,
  MONTH,
  REMEMBER,
  REMEMBER_NOT,
  FORGET,
  FORGET_NOT,
  TAKE_BACK,
  /// Ways to address somebody: a standing wish by themselves.
  ADDRESS,
  /// "always", "from now on", "never"
  ALWAYS,
  /// Ways of answering.
  MANNER,
  /// Verbs in the form in which something is asked of the assistant.
  ORDER,
  CORRECTS,
  HEDGE,
  HYPOTHETICAL,
  JOKE,
  FICTION,
  REQUEST,
  QUESTION,
  /// Questions of which the short answer is worth keeping.
  ASKED,
  YES,
  NO;

  String list() {
    return name().toLowerCase(Locale.ROOT);
  }
}
