package dev.keepsake.server.observe.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.event.Level;

/// What is logged, how and where to.
///
/// @param level what is of it or graver is shown
/// @param file instead of standard error
/// @param plainUsers whether users are called by their names, not by a hash
public record LogSettings(Level level, LogFormat format, Optional<Path> file, boolean plainUsers) {

  /// For a process that has not read its settings yet.
  public static LogSettings early(Level level) {
    return new LogSettings(level, LogFormat.AUTO, Optional.empty(), false);
  }

  public LogSettings with(Level other) {
    return new LogSettings(other, format, file, plainUsers);
  }

  /// For a command that answers and ends: whoever reads its answer reads its log.
  public LogSettings besideAnAnswer() {
    LogFormat readable = format == LogFormat.AUTO ? LogFormat.TEXT : format;
    return new LogSettings(level, readable, Optional.empty(), plainUsers);
  }

  /// @param person whether somebody looks at standard error
  Layout<ILoggingEvent> layout(boolean person) {
    return switch (format) {
      case JSON -> new JsonLayout();
      case TEXT -> new TextLayout();
      case AUTO -> person && file.isEmpty() ? new TextLayout() : new JsonLayout();
    };
  }
}
