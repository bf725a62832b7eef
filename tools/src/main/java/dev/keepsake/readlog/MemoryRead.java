package dev.keepsake.readlog;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.TimeAsked;
import java.util.List;

/// That memories are handed out.
///
/// @param way how they were asked for, such as `query_memory` or `export`
/// @param time that was asked about
public record MemoryRead(String way, List<MemoryId> memories, TimeAsked time) {
  public MemoryRead {
    memories = List.copyOf(memories);
  }

  public static MemoryRead now(String way, List<MemoryId> memories) {
    return new MemoryRead(way, memories, TimeAsked.NOW);
  }
}
