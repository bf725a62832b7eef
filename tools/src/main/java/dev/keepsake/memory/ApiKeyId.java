package dev.keepsake.memory;

import java.util.UUID;

/// Identity of an API key; says nothing of the key itself.
public record ApiKeyId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
