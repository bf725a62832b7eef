package dev.keepsake.server.observe.log;

/// How a line of the log looks.
public enum LogFormat {
  /// As text where a person looks, else as JSON.
  AUTO,
  JSON,
  TEXT
}
