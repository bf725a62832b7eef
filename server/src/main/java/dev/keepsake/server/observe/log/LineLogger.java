package dev.keepsake.server.observe.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/// A logger that hands its events to [Logging].
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  private final int quietest;

  LineLogger(String name) {
    this.name = name;
    this.quietest = Logging.quietest(name);
  }

  private boolean shows(Level level) {
    return level.toInt() >= Math.max(quietest, Logging.level());
  }

  @Override
  public boolean isTraceEnabled() {
    return shows(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return shows(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return shows(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return shows(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return shows(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    write(level, pattern, arguments, List.of(), failure);
  }

  @Override
  public void log(LoggingEvent event) {
    var facts = event.getKeyValuePairs();
    write(
        event.getLevel(),
        event.getMessage(),
        event.getArgumentArray(),
        facts == null ? List.of() : facts,
        event.getThrowable());
  }

  private void write(
      Level level,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      List<org.slf4j.event.KeyValuePair> facts,
      @Nullable Throwable failure) {
    var message = MessageFormatter.basicArrayFormat(pattern, arguments);
    Logging.write(
        new LogLine(
            Instant.now(),
            level,
            name,
            String.valueOf(message),
            facts,
            Optional.ofNullable(failure)));
  }
}
