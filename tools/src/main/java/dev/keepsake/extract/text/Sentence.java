package dev.keepsake.extract.text;

import java.util.List;

/// A sentence of a message, in its author's order.
///
/// @param text with informal spelling written out
public record Sentence(String text, List<Word> words) {
  public Sentence {
    words = List.copyOf(words);
  }

  /// Whether it ends with a question mark.
  public boolean asks() {
    return !words.isEmpty() && words.getLast().text().contains("?");
  }
}
