package dev.keepsake;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.keepsake.memory.IdSource;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/// UUIDv7 that rise within this process, and salts from the platform's strong random numbers.
final class LocalIds implements IdSource {
  private static final int SALT_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public UUID next() {
    return UuidCreator.getTimeOrderedEpochPlus1();
  }

  @Override
  public String salt() {
    byte[] bytes = new byte[SALT_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
