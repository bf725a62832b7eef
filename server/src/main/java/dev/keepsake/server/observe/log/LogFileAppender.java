package dev.keepsake.server.observe.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Path;

/// Writes to a file for its owner alone. When it is full it is set aside as `.1`, and what was `.1`
/// as `.2`; what would be `.6` is gone.
final class LogFileAppender extends RollingFileAppender<ILoggingEvent> {
  static final long MAX_BYTES = 10_000_000;
  static final int KEPT = 5;

  private final LogFile log;
  private final long maxBytes;

  LogFileAppender(LogFile log) {
    this(log, MAX_BYTES);
  }

  LogFileAppender(LogFile log, long maxBytes) {
    this.log = log;
    this.maxBytes = maxBytes;
    setName("file");
    setFile(log.path().toString());
  }

  @Override
  public void start() {
    var full = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    full.setContext(getContext());
    full.setMaxFileSize(new FileSize(maxBytes));
    full.setCheckIncrement(Duration.buildByMilliseconds(0)); // with every line, not every minute
    full.start();
    var window = new FixedWindowRollingPolicy();
    window.setContext(getContext());
    window.setParent(this);
    window.setFileNamePattern(log.path() + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(KEPT);
    setTriggeringPolicy(full);
    setRollingPolicy(window);
    window.start();
    super.start();
  }

  /// Each time that one was set aside, too.
  @Override
  public void openFile(String name) throws IOException {
    LogFile.makeForOwnerAlone(Path.of(name));
    super.openFile(name);
  }

  @Override
  public void stop() {
    if (isStarted()) {
      super.stop();
    }
    try {
      log.close();
    } catch (IOException e) {
      addError("The lock of " + log.path() + " was not released", e);
    }
  }
}
