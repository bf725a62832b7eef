package dev.keepsake.memory;

/// What was said in a conversation, in few sentences.
///
/// @param kind how it was made
public record Summary(String text, Kind kind) {
  /// @throws IllegalArgumentException if `text` is blank
  public Summary {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a summary says something");
    }
  }

  public enum Kind implements WireName {
    /// Sentences of the conversation itself.
    EXTRACTIVE("extractive"),
    /// In the words of a language model.
    MODEL("model");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
