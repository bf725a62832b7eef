package dev.keepsake.eval.dataset;

import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.extract.Message;
import java.util.List;

/// A conversation and what an assistant would need to know of it weeks later.
///
/// @param language by its two letters (ISO 639-1)
/// @param messages the oldest first
public record MarkedConversation(
    String id, String language, Split split, List<Message> messages, List<Fact> facts) {
  public MarkedConversation {
    messages = List.copyOf(messages);
    facts = List.copyOf(facts);
  }

  /// What the user wanted, decided or said of themselves, what came of it, or what is open.
  ///
  /// @param id unique in its conversation
  /// @param text for readers
  /// @param keywords all of them occur in what tells the fact; at least one
  public record Fact(String id, String text, List<Keyword> keywords) {
    public Fact {
      keywords = List.copyOf(keywords);
    }
  }
}
