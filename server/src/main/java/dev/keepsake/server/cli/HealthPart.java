package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.tool.WireJson;
import java.util.Locale;
import java.util.function.Consumer;

/// How one part of the installation is.
///
/// @param summary for people
/// @param facts for scripts
record HealthPart(String name, State state, String summary, ObjectNode facts) {

  /// A part that is skipped depends on one that failed.
  enum State {
    OK,
    WARNING,
    FAILED,
    SKIPPED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String painted(Ink ink) {
      String padded = String.format(Locale.ROOT, "%-8s", word());
      return switch (this) {
        case OK -> ink.green(padded);
        case WARNING -> ink.yellow(padded);
        case FAILED -> ink.red(padded);
        case SKIPPED -> ink.dim(padded);
      };
    }
  }

  static HealthPart of(String name, State state, String summary, Consumer<ObjectNode> facts) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    facts.accept(json);
    return new HealthPart(name, state, summary, json);
  }

  static HealthPart failed(String name, String sentence) {
    return of(name, State.FAILED, sentence, _ -> {});
  }

  static HealthPart skipped(String name, String because) {
    return of(name, State.SKIPPED, "not looked at: " + because, _ -> {});
  }

  boolean failed() {
    return state == State.FAILED;
  }

  void print(Terminal terminal) {
    String shown = String.format(Locale.ROOT, "%-12s", name.replace('_', ' '));
    terminal.line(state.painted(terminal.ink()) + " " + shown + " " + Plain.line(summary));
  }

  ObjectNode json() {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("name", name)
            .put("status", state.word())
            .put("summary", summary);
    json.set("facts", facts);
    return json;
  }
}
