package dev.keepsake.server.observe.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/// One JSON object a line: `timestamp`, `level`, `module`, `message`, then the facts of the event
/// under their own names, and `stack_trace` where something failed. (Logback's own encoder has
/// other names, and facts as text in a list.)
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private static final String OURS = "dev.keepsake.";

  @Override
  public String doLayout(ILoggingEvent event) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
            .put("module", module(event.getLoggerName()))
            .put("message", event.getFormattedMessage());
    facts(event).forEach(fact -> put(json, fact.key, fact.value));
    if (event.getThrowableProxy() != null) {
      json.put("stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return json + "\n";
  }

  static List<KeyValuePair> facts(ILoggingEvent event) {
    return Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
  }

  /// Such as `tool.ToolDispatcher`; other people's classes with their whole name.
  private static String module(String logger) {
    return logger.startsWith(OURS) ? logger.substring(OURS.length()) : logger;
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    switch (value) {
      case null -> json.putNull(name);
      case Integer number -> json.put(name, number);
      case Long number -> json.put(name, number);
      case Double number -> json.put(name, number);
      case Boolean flag -> json.put(name, flag);
      default -> json.put(name, value.toString());
    }
  }
}
