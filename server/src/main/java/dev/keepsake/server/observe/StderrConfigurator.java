package dev.keepsake.server.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.Logger;

/// Sets logback up before its first line, found by `ServiceLoader`: without it, logback looks for
/// XML files and then falls back to standard output, which would break MCP over stdio.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class StderrConfigurator extends ContextAwareBase implements Configurator {
  /// One event is one line, whatever a caller put into a name; a stack trace follows on its own.
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{0} "
          + "%replace(%msg %kvp){'[\\r\\n]+', ' '}%n%ex";

  /// The tokenizer warns about what we do on purpose, the MCP SDK about clients' mistakes, with
  /// what they sent; Javalin and Flyway log what they throw as well.
  private static final Map<String, Level> QUIETER =
      Map.of(
          "ai.djl", Level.ERROR,
          "org.flywaydb", Level.WARN,
          "io.modelcontextprotocol", Level.ERROR,
          "io.javalin", Level.OFF,
          "org.flywaydb.core.internal.jdbc", Level.OFF,
          "org.eclipse.jetty", Level.WARN,
          "reactor", Level.WARN);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    var stderr = new ConsoleAppender<ILoggingEvent>();
    stderr.setContext(context);
    stderr.setName("stderr");
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(stderr);
    root.setLevel(Level.WARN);
    QUIETER.forEach((name, level) -> context.getLogger(name).setLevel(level));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
