package dev.keepsake.server.config;

import java.util.Locale;

/// One thing that can be set.
///
/// @param name in `keepsake.yaml`, and in capitals after `KEEPSAKE_` in the environment
/// @param fallback its value where it is not set, as one would write it
/// @param doc what it does, in one line
record Setting<T>(String name, String fallback, Kind<T> kind, String doc) {
  static final String PREFIX = "KEEPSAKE_";

  String variable() {
    return PREFIX + name.toUpperCase(Locale.ROOT);
  }
}
