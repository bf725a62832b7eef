package dev.keepsake.server.observe.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// One JSON object a line: `timestamp`, `level`, `module`, `message`, then the facts of the event
/// under their own names, and `stack_trace` where something failed.
record JsonLayout() implements LogLayout {
  private static final String OURS = "dev.keepsake.";

  @Override
  public String of(LogLine line) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", line.at().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("level", line.level().name().toLowerCase(java.util.Locale.ROOT))
            .put("module", module(line.logger()))
            .put("message", line.message());
    line.facts().forEach(fact -> put(json, fact.key, fact.value));
    line.stackTrace().ifPresent(trace -> json.put("stack_trace", trace));
    return json + "\n";
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
