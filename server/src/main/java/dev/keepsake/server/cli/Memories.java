package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// The answer of `query_memory`, and the memories of other answers, for people.
final class Memories {
  private Memories() {}

  /// @param again the command that continues a list
  static int print(Session session, ObjectNode answer, String again) {
    JsonNode found = answer.path("memories");
    if (found.isEmpty()) {
      session.print("No memories.");
    } else {
      table(found, memory -> List.of(memory.path("id").asText())).print(session.terminal());
    }
    notices(session, answer);
    if (answer.hasNonNull("next_cursor")) {
      String cursor = Plain.line(answer.path("next_cursor").asText());
      session.print(session.terminal().ink().dim("more: " + again + " --cursor " + cursor));
    }
    return ExitCode.DONE;
  }

  static void notices(Session session, ObjectNode answer) {
    answer
        .path("notices")
        .forEach(
            notice -> session.print(session.terminal().ink().yellow(Plain.line(notice.asText()))));
  }

  /// @param more the lines below a memory's content
  static Table table(JsonNode found, Function<JsonNode, List<String>> more) {
    boolean scored = found.path(0).has("score");
    var table =
        scored
            ? new Table("SCORE", "TYPE", "SAVED", "MEMORY")
            : new Table("TYPE", "SAVED", "MEMORY");
    for (JsonNode memory : found) {
      String type = memory.path("type").asText();
      String saved = memory.path("created_at").asText().replaceFirst("T.*", "");
      String content = memory.path("content").asText();
      List<String> cells =
          scored ? List.of(score(memory), type, saved, content) : List.of(type, saved, content);
      table.row(cells, more.apply(memory));
    }
    return table;
  }

  private static String score(JsonNode memory) {
    return memory.has("score")
        ? String.format(Locale.ROOT, "%.2f", memory.path("score").asDouble())
        : "";
  }
}
