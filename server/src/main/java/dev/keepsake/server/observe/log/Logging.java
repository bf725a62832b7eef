package dev.keepsake.server.observe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// What the process logs and where to. Until it is told, warnings as text to standard error:
/// standard output belongs to the protocol and to answers. Thread-safe; of the whole process, since
/// slf4j is.
public final class Logging {

  /// The tokenizer warns about what we do on purpose, the MCP SDK about clients' mistakes, with
  /// what they sent, Jedis about every connection that Redis has ended; Javalin, Flyway and
  /// MLflow's client log what they throw as well.
  private static final Map<String, Level> QUIETEST =
      Map.of(
          "ai.djl", Level.ERROR,
          "org.flywaydb", Level.WARN,
          "org.flywaydb.core.internal.jdbc", Level.OFF,
          "io.modelcontextprotocol", Level.ERROR,
          "io.javalin", Level.OFF,
          "org.eclipse.jetty", Level.WARN,
          "org.mlflow", Level.ERROR,
          "org.mlflow_project", Level.ERROR,
          "redis.clients.jedis", Level.ERROR,
          "reactor", Level.WARN);

  private static Plan plan = new Plan(Level.WARN, new TextLayout(), stderr());

  /// None before Logback is set up: slf4j gives stand-ins out while another thread does that, so
  /// that it can't be asked for it.
  private static @Nullable LoggerContext loggers;

  private record Plan(
      Level level, Layout<ILoggingEvent> layout, OutputStreamAppender<ILoggingEvent> out) {}

  private Logging() {}

  /// From now on. A file that was written to until now is closed.
  ///
  /// @param person whether somebody looks at standard error
  /// @throws IOException if the file can't be written; nothing is changed then
  public static void configure(LogSettings settings, boolean person) throws IOException {
    var out =
        settings.file().isPresent()
            ? new LogFileAppender(LogFile.take(settings.file().get()))
            : stderr();
    use(settings.level(), settings.layout(person), out);
    LoggerFactory.getILoggerFactory(); // takes its time: here, not in a call
  }

  static synchronized void use(
      org.slf4j.event.Level level,
      Layout<ILoggingEvent> layout,
      OutputStreamAppender<ILoggingEvent> out) {
    Plan before = plan;
    plan = new Plan(Level.convertAnSLF4JLevel(level), layout, out);
    if (loggers != null) {
      follow(plan, loggers);
      loggers.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(before.out());
    }
    before.out().stop();
  }

  static synchronized void start(LoggerContext made) {
    made.getStatusManager().add(new LogTrouble());
    follow(plan, made);
    loggers = made;
  }

  private static void follow(Plan plan, LoggerContext loggers) {
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    plan.layout().setContext(loggers);
    plan.layout().start();
    encoder.setContext(loggers);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(plan.layout());
    encoder.start();
    plan.out().setContext(loggers);
    plan.out().setEncoder(encoder);
    plan.out().start();
    var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(plan.out());
    root.setLevel(plan.level());
    QUIETEST.forEach(
        (name, quietest) -> loggers.getLogger(name).setLevel(quieter(quietest, plan.level())));
  }

  private static Level quieter(Level one, Level other) {
    return one.isGreaterOrEqual(other) ? one : other;
  }

  private static OutputStreamAppender<ILoggingEvent> stderr() {
    var stderr = new ConsoleAppender<ILoggingEvent>();
    stderr.setName("stderr");
    stderr.setTarget("System.err");
    return stderr;
  }
}
