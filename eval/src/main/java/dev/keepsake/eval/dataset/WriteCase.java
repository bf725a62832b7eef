package dev.keepsake.eval.dataset;

import dev.keepsake.extract.Message;
import java.util.List;

/// A conversation, and what the memory ought to hold after it that it did not hold before.
///
/// @param id unique within its dataset
/// @param tags the class first; further ones are free
/// @param conversation the oldest message first; not empty
/// @param expectedDeletes for each memory that must be gone, the keywords that all occur in it
/// @param forbiddenKeywords no memory that is written may contain any of them
/// @param rubric why it is labelled so; may be empty
public record WriteCase(
    String id,
    List<String> tags,
    String userId,
    List<ExistingMemory> existingMemories,
    List<Message> conversation,
    List<ExpectedWrite> expectedWrites,
    List<List<Keyword>> expectedDeletes,
    List<Keyword> forbiddenKeywords,
    String rubric) {
  public static final String DEFAULT_USER = "eval-user";

  public WriteCase {
    tags = List.copyOf(tags);
    existingMemories = List.copyOf(existingMemories);
    conversation = List.copyOf(conversation);
    expectedWrites = List.copyOf(expectedWrites);
    expectedDeletes = expectedDeletes.stream().map(List::copyOf).toList();
    forbiddenKeywords = List.copyOf(forbiddenKeywords);
  }
}
