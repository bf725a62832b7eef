package dev.keepsake.server.observe.log;

/// Writes an event out.
sealed interface LogLayout permits JsonLayout, TextLayout {

  /// With the line's end.
  String of(LogLine line);
}
