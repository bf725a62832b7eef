package dev.keepsake.memory;

import java.util.List;

/// What is said, apart from who said it when.
public record Statement(
    MemoryType type,
    Content content,
    Confidence confidence,
    Importance importance,
    List<String> tags) {
  public Statement {
    tags = List.copyOf(tags);
  }
}
