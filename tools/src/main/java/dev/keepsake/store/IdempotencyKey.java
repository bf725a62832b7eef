package dev.keepsake.store;

import dev.keepsake.memory.ClientId;

/// The key of one user's call, unique for a client and a tool.
public record IdempotencyKey(ClientId client, String tool, String key) {
  public static final int MAX_CHARACTERS = 255;
}
