package dev.keepsake.server.worker;

import dev.keepsake.memory.IdSource;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/// Ids that nothing sorts by.
record RandomIds() implements IdSource {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public UUID next() {
    return UUID.randomUUID();
  }

  @Override
  public String salt() {
    return HexFormat.of().formatHex(random(16));
  }

  @Override
  public byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
