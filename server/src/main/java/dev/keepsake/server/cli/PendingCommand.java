package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.console.Table;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake pending`
@Command(
    name = "pending",
    description = "List what waits for your confirmation.",
    sortOptions = false)
final class PendingCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  PendingCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    try (var session = Session.open(workbench, common)) {
      return session.call("confirm_memory", Session.arguments(), answer -> print(session, answer));
    }
  }

  private static int print(Session session, ObjectNode answer) {
    JsonNode waiting = answer.path("pending");
    if (waiting.isEmpty()) {
      session.print("Nothing waits for confirmation.");
      return ExitCode.DONE;
    }
    table(waiting).print(session.terminal());
    long hidden = answer.path("total_count").asLong() - waiting.size();
    String more = hidden > 0 ? hidden + " more wait; " : "";
    session.print(
        session
            .terminal()
            .ink()
            .dim(more + "keepsake confirm ID stores one, keepsake confirm ID --decline drops it"));
    return ExitCode.DONE;
  }

  private static Table table(JsonNode waiting) {
    var table = new Table("SURE", "TYPE", "UNTIL", "STATEMENT");
    for (JsonNode one : waiting) {
      table.row(
          List.of(
              String.format(Locale.ROOT, "%.2f", one.path("confidence").asDouble()),
              one.path("memory_type").asText(),
              one.path("expires_at").asText().replaceFirst("T.*", ""),
              one.path("content").asText()),
          List.of(one.path("pending_id").asText()));
    }
    return table;
  }
}
