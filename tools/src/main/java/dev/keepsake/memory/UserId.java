package dev.keepsake.memory;

import java.util.UUID;

/// Identity of a person within the store. On the wire a user is a [UserName]; this id never leaves.
public record UserId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
