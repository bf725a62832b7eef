package dev.keepsake.memory;

import java.util.UUID;

/// Identity of an application that calls.
public record ClientId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
