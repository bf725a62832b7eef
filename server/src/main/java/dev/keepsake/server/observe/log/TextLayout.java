package dev.keepsake.server.observe.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.keepsake.server.console.Plain;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A line for people: whatever a caller put into a name, one event is one line. A stack trace
/// follows on its own, set in, so that nothing in a failure's message passes for a line of the log.
/// (Logback's patterns would do all but make foreign text safe to show.)
final class TextLayout extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    String logger = event.getLoggerName();
    String facts =
        JsonLayout.facts(event).stream()
            .map(fact -> " " + fact.key + "=" + shown(String.valueOf(fact.value)))
            .collect(Collectors.joining());
    String head =
        String.format(
            Locale.ROOT,
            "%s %-5s %s ",
            event.getInstant().truncatedTo(ChronoUnit.MILLIS),
            event.getLevel(),
            logger.substring(logger.lastIndexOf('.') + 1));
    return head
        + Plain.line(event.getFormattedMessage() + facts)
        + "\n"
        + trace(event.getThrowableProxy());
  }

  private static String shown(String value) {
    boolean word = !value.isEmpty() && value.chars().noneMatch(c -> c <= ' ' || c == '"');
    return word ? value : '"' + value.replace("\"", "\\\"") + '"';
  }

  private static String trace(@Nullable IThrowableProxy failure) {
    return failure == null
        ? ""
        : ThrowableProxyUtil.asString(failure)
            .lines()
            .map(line -> "    " + Plain.line(line.strip()) + "\n")
            .collect(Collectors.joining());
  }
}
