package dev.keepsake;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.keepsake.memory.IdSource;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/// UUIDv7 that rise within this process, and salts and secrets from the platform's strong random
/// numbers.
final class LocalIds implements IdSource {
  private static final int SALT_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public UUID next() {
    return UuidCreator.getTimeOrderedEpochPlus1();
  }

  @Override
  public String salt() {
    return HexFormat.of().formatHex(random(SALT_BYTES));
  }

  @Override
  public byte[] random(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return drawn;
  }
}
