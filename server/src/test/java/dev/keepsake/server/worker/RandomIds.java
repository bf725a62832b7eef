package dev.keepsake.server.worker;

import dev.keepsake.memory.IdSource;
import java.security.SecureRandom;
import java.util.UUID;

/// Ids that nothing sorts by.
record RandomIds() implements IdSource {
  @Override
  public UUID next() {
    return UUID.randomUUID();
  }

  @Override
  public String salt() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  @Override
  public byte[] random(int bytes) {
    byte[] drawn = new byte[bytes];
    new SecureRandom().nextBytes(drawn);
    return drawn;
  }
}
