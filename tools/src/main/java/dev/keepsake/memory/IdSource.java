package dev.keepsake.memory;

import java.util.UUID;

/// Draws ids and salts. Passed in, so that a test can repeat a run.
public interface IdSource {

  /// A new UUIDv7: unique, and sorting after those drawn before by this source.
  UUID next();

  /// 16 unguessable bytes, in hexadecimal.
  String salt();
}
