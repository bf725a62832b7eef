package dev.keepsake.eval.run;

import dev.keepsake.memory.IdSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// UUIDv7 that are the same at every run of a case, so that recorded answers of a model that name a
/// memory still do when they are replayed. Thread-safe; for stores that are thrown away alone.
final class CaseIds implements IdSource {
  private static final long FIRST_MILLIS = 1_767_600_000_000L;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final AtomicLong drawn = new AtomicLong();

  @Override
  public UUID next() {
    long number = drawn.incrementAndGet();
    return new UUID(((FIRST_MILLIS + number) << 16) | VERSION_7, VARIANT | number);
  }

  @Override
  public String salt() {
    return "%032x".formatted(drawn.incrementAndGet());
  }

  @Override
  public byte[] random(int bytes) {
    byte[] drawn = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      drawn[i] = (byte) this.drawn.incrementAndGet();
    }
    return drawn;
  }
}
