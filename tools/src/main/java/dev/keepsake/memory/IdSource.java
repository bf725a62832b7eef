package dev.keepsake.memory;

import java.util.UUID;

/// Draws ids, salts and secrets. Passed in, so that a test can repeat a run.
public interface IdSource {

  /// A new UUIDv7: unique, and sorting after those drawn before by this source.
  UUID next();

  /// 16 unguessable bytes, in hexadecimal.
  String salt();

  /// As many unguessable bytes; the array is the caller's.
  byte[] random(int bytes);
}
