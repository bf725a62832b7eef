package dev.keepsake.memory;

import java.util.UUID;

/// Identity of a stored memory: a UUIDv7, so that ids sort by the time they were drawn.
public record MemoryId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
