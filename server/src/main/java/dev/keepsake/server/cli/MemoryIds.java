package dev.keepsake.server.cli;

import dev.keepsake.memory.MemoryId;
import java.util.UUID;

/// Ids of memories as they are typed.
final class MemoryIds {
  private MemoryIds() {}

  static MemoryId parse(String text) {
    // UUID.fromString takes shortened forms too
    if (!text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
      throw new UsageException(
          "ID must be the id of a memory, a UUID such as 0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e; it"
              + " was \""
              + text
              + "\".");
    }
    return new MemoryId(UUID.fromString(text));
  }
}
