package dev.keepsake.memory;

import java.util.UUID;

/// Identity of a write that waits for confirmation.
public record PendingId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
