package dev.keepsake.embed.openai;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// A log that a test reads.
final class RecordedLog extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  private final transient List<Line> lines = new CopyOnWriteArrayList<>();

  record Line(Level level, String text) {}

  /// Of that level and graver.
  List<String> of(Level level) {
    return lines.stream()
        .filter(line -> line.level().toInt() >= level.toInt())
        .map(Line::text)
        .toList();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return RecordedLog.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String message, Object[] arguments, Throwable failure) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    lines.add(new Line(level, failure == null ? text : text + failure));
  }

  @Override
  public boolean isTraceEnabled() {
    return true;
  }

  @Override
  public boolean isDebugEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }
}
