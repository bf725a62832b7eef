package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake delete`: the `delete_memory` tool. Without `--yes` a person at a terminal is shown
/// what is meant and asked; anybody else is shown it, and nothing is deleted.
@Command(
    name = "delete",
    description = "Delete memories, each with its older versions; `restore` brings them back.",
    footer = {
      "",
      "Exit status: 0 if what was named is deleted, or if without --yes there is something to"
          + " show;",
      "1 if nothing matches, or if with --yes the description does not single out one memory."
    },
    sortOptions = false)
final class DeleteCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(arity = "0..1", paramLabel = "DESCRIPTION", description = "What to forget, in words.")
  private @Nullable String description;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The memory to delete; may be given several times.")
  private List<String> ids = List.of();

  @Option(names = "--yes", description = "Delete it, without being asked.")
  private boolean yes;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the audit trail.")
  private @Nullable String reason;

  DeleteCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    if ((description == null) == ids.isEmpty()) {
      throw new UsageException(
          "Give either DESCRIPTION (what to forget) or --id (which memories), one of the two.");
    }
    ids.forEach(MemoryIds::parse);
    try (var session = Session.open(workbench, common)) {
      return yes
          ? session.callFor("delete_memory", arguments(true), answer -> end(session, answer))
          : session.callFor("delete_memory", arguments(false), answer -> show(session, answer));
    }
  }

  private ObjectNode arguments(boolean confirm) {
    ObjectNode arguments = Session.arguments().put("confirm", confirm);
    if (description != null) {
      arguments.put("description", description);
    } else {
      ids.forEach(arguments.putArray("memory_ids")::add);
    }
    if (reason != null) {
      arguments.put("reason", reason);
    }
    return arguments;
  }

  private int show(Session session, ObjectNode answer) {
    JsonNode named = answer.path("memories");
    if (session.json() || named.isEmpty()) {
      return end(session, answer);
    }
    Memories.table(named, DeleteCommand::more).print(session.terminal());
    Memories.notices(session, answer);
    // several that may be meant are not all to go
    boolean clear = description == null || named.size() == 1;
    String what = named.size() == 1 ? "this memory" : "these " + named.size() + " memories";
    if (clear && Question.ask(workbench, "Delete " + what + "?")) {
      ObjectNode arguments = arguments(true);
      arguments.remove("description");
      ArrayNode meant = arguments.putArray("memory_ids");
      named.forEach(memory -> meant.add(memory.path("id").asText()));
      return session.callFor("delete_memory", arguments, done -> end(session, done));
    }
    session.print(
        session
            .terminal()
            .ink()
            .yellow(
                clear
                    ? "Nothing was deleted: say --yes to delete " + what + "."
                    : "Nothing was deleted: name the right ones with --id, and say --yes."));
    return ExitCode.DONE;
  }

  /// Prints what was done, or why nothing was.
  private int end(Session session, ObjectNode answer) {
    String action = answer.path("action").asText();
    boolean deleted = action.equals("deleted");
    boolean asked = action.equals("candidates") && !yes;
    if (session.json()) {
      session.print(answer.toString());
    } else {
      Ink ink = session.terminal().ink();
      String word = deleted ? ink.green(action) : ink.yellow(action);
      session.print(word + "  " + sentence(action, answer));
      if (!answer.path("memories").isEmpty()) {
        Memories.table(answer.path("memories"), DeleteCommand::more).print(session.terminal());
      }
      Memories.notices(session, answer);
    }
    return deleted || asked ? ExitCode.DONE : ExitCode.FAILED;
  }

  /// In the words of the command line where the tool's are an agent's.
  private static String sentence(String action, ObjectNode answer) {
    return action.equals("candidates")
        ? "Nothing was deleted: the description does not single out one memory; name it with --id."
        : Plain.line(answer.path("message").asText());
  }

  private static List<String> more(JsonNode memory) {
    var lines = new ArrayList<String>();
    lines.add(memory.path("id").asText());
    int others = memory.path("chain").asInt() - 1;
    if (others > 0) {
      lines.add("with " + (others == 1 ? "1 other version" : others + " other versions"));
    }
    if (memory.has("current")) {
      lines.add("now: " + memory.path("current").asText());
    }
    return lines;
  }
}
