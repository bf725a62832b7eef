package dev.keepsake.memory;

import java.util.UUID;

/// Identity of a raw memory, unique for its user. Drawn here it is a UUIDv7; an application may
/// bring its own.
public record RawMemoryId(UUID value) {
  /// What stands before the UUID where the id is shown.
  public static final String PREFIX = "raw_mem-";

  @Override
  public String toString() {
    return PREFIX + value;
  }
}
