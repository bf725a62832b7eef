package dev.keepsake.eval.dataset;

import java.util.List;

/// Something that a text must contain: one of several words or phrases.
///
/// @param alternatives at least one, none of them blank
public record Keyword(List<String> alternatives) {
  public Keyword {
    alternatives = List.copyOf(alternatives);
    if (alternatives.isEmpty() || alternatives.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "a keyword is a word, or alternatives, none of them blank");
    }
  }

  public static Keyword of(String... alternatives) {
    return new Keyword(List.of(alternatives));
  }
}
