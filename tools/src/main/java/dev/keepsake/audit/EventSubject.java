package dev.keepsake.audit;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Statement;
import java.util.List;

/// What an event says of a statement apart from its words, which are kept where erasure can reach
/// them.
public record EventSubject(
    MemoryType type, Confidence confidence, Importance importance, List<String> tags) {
  public EventSubject {
    tags = List.copyOf(tags);
  }

  public static EventSubject of(Statement statement) {
    return new EventSubject(
        statement.type(), statement.confidence(), statement.importance(), statement.tags());
  }
}
