package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The answer of `save_memory` and `confirm_memory`, for people.
final class SaveAnswer {
  private static final List<String> FACTS =
      List.of(
          "memory_id",
          "similarity",
          "supersedes",
          "contradicts",
          "pending_id",
          "retry_after_seconds");

  private SaveAnswer() {}

  /// @return the exit code
  static int print(Session session, JsonNode answer) {
    boolean success = answer.path("success").asBoolean();
    Ink ink = session.terminal().ink();
    List<String> lines = lines(answer);
    String word = success ? ink.green(lines.getFirst()) : ink.red(lines.getFirst());
    session.print(word + "  " + Plain.line(lines.get(1)));
    lines.stream().skip(2).forEach(fact -> session.print("  " + ink.dim(Plain.line(fact))));
    return success ? ExitCode.DONE : ExitCode.FAILED;
  }

  /// The action, the message, and the facts that apply.
  static List<String> lines(JsonNode answer) {
    var lines = new ArrayList<String>();
    lines.add(answer.path("action").asText());
    lines.add(answer.path("message").asText());
    FACTS.stream()
        .filter(answer::hasNonNull)
        .forEach(name -> lines.add(name + "  " + text(answer.path(name))));
    return lines;
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "))
        : value.asText();
  }
}
