package dev.keepsake.write.statement;

import java.util.List;

/// What a reader made of the tokens at one place.
///
/// @param keys one or more values, empty if nothing was recognised
/// @param length how many tokens they took
record Reading(Term.Kind kind, List<String> keys, int length) {
  static final Reading NOTHING = new Reading(Term.Kind.WORD, List.of(), 0);

  Reading {
    keys = List.copyOf(keys);
  }

  static Reading number(String key, int length) {
    return new Reading(Term.Kind.NUMBER, List.of(key), length);
  }

  static Reading date(List<String> keys, int length) {
    return new Reading(Term.Kind.DATE, keys, length);
  }

  boolean isNothing() {
    return keys.isEmpty();
  }
}
