package dev.keepsake.server.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log: lines on standard error, since standard output belongs to the protocol and to answers.
/// The set-up is [StderrConfigurator]; no file is read.
public final class Logging {
  private Logging() {}

  /// Shows what is of this level or graver; `WARN` until this is called.
  ///
  /// @throws IllegalArgumentException if `level` is none of slf4j's
  public static void level(org.slf4j.event.Level level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.convertAnSLF4JLevel(level));
    }
  }
}
