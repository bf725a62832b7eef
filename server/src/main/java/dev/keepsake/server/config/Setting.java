package dev.keepsake.server.config;

import java.util.Locale;
import java.util.Optional;

/// One thing that can be set.
///
/// @param name in `keepsake.yaml`, and in capitals after `KEEPSAKE_` in the environment
/// @param fallback its value where it is not set, as one would write it
/// @param doc what it does, in one line
/// @param secret whether what is given may hold a password: then it is shown only as its value
///   shows itself, and not at all where it is refused
record Setting<T>(String name, String fallback, Kind<T> kind, String doc, boolean secret) {
  static final String PREFIX = "KEEPSAKE_";

  Setting(String name, String fallback, Kind<T> kind, String doc) {
    this(name, fallback, kind, doc, false);
  }

  /// How a value that was given may be shown.
  String shown(String given) {
    return secret ? kind.read(given).map(Setting::withoutPassword).orElse("***") : given;
  }

  private static String withoutPassword(Object value) {
    return value instanceof Optional<?> some
        ? some.map(String::valueOf).orElse("")
        : String.valueOf(value);
  }

  String variable() {
    return PREFIX + name.toUpperCase(Locale.ROOT);
  }
}
