package dev.keepsake.server.observe.log;

import dev.keepsake.server.console.Plain;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/// A line for people: whatever a caller put into a name, one event is one line; a stack trace
/// follows on its own.
record TextLayout() implements LogLayout {

  @Override
  public String of(LogLine line) {
    String facts =
        line.facts().stream()
            .map(fact -> " " + fact.key + "=" + shown(String.valueOf(fact.value)))
            .collect(Collectors.joining());
    String head =
        String.format(
            Locale.ROOT,
            "%s %-5s %s ",
            line.at().truncatedTo(ChronoUnit.MILLIS),
            line.level(),
            line.logger().substring(line.logger().lastIndexOf('.') + 1));
    return head + Plain.line(line.message() + facts) + "\n" + line.stackTrace().orElse("");
  }

  private static String shown(String value) {
    boolean word = !value.isEmpty() && value.chars().noneMatch(c -> c <= ' ' || c == '"');
    return word ? value : '"' + value.replace("\"", "\\\"") + '"';
  }
}
