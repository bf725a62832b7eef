package dev.keepsake.memory;

import java.util.UUID;

/// Identity of one audit event.
public record EventId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
