package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.replay.Replay;
import dev.keepsake.replay.Replay.Change;
import dev.keepsake.replay.Replay.Example;
import dev.keepsake.replay.Replay.Group;
import dev.keepsake.server.console.Table;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Locale;

/// What another policy would change, for people and for scripts.
final class ReplayReport {
  private ReplayReport() {}

  static void print(Replay replay, Terminal terminal) {
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s of %d writes would be decided otherwise by policy %s",
            terminal.ink().bold(Long.toString(replay.changed())),
            replay.decided(),
            replay.version()));
    if (replay.withoutText() > 0) {
      terminal.line(
          "  "
              + terminal
                  .ink()
                  .dim(
                      replay.withoutText()
                          + " more can't be decided again: their text is not kept"));
    }
    if (replay.groups().isEmpty()) {
      return;
    }
    var table = new Table("COUNT", "RULE THEN", "THEN", "RULE NOW", "NOW", "EXAMPLES");
    for (Group group : replay.groups()) {
      Change change = group.change();
      List<String> examples = examples(group);
      table.row(
          List.of(
              Long.toString(group.count()),
              change.thenRule(),
              change.action(),
              change.nowRule(),
              now(change),
              change.changes() ? examples.getFirst() : ""),
          change.changes() ? examples.subList(1, examples.size()) : List.of());
    }
    table.print(terminal);
  }

  private static String now(Change change) {
    if (!change.changes()) {
      return "the same";
    }
    return change.now().wireName()
        + (change.redacts().isEmpty() ? "" : " without " + String.join(", ", change.redacts()))
        + (change.expires() ? " for a time" : "");
  }

  private static List<String> examples(Group group) {
    return group.examples().stream()
        .map(example ->
            example.text().orElse("(event " + example.seq() + "; its text is sensitive)"))
        .toList();
  }

  static ObjectNode json(Replay replay) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("policy_version", replay.version())
            .put("decided", replay.decided())
            .put("without_text", replay.withoutText())
            .put("changed", replay.changed());
    var groups = json.putArray("groups");
    replay.groups().forEach(group -> groups.add(json(group)));
    return json;
  }

  private static ObjectNode json(Group group) {
    Change change = group.change();
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("count", group.count())
            .put("changes", change.changes());
    json.putObject("then")
        .put("rule", change.thenRule())
        .put("action", change.action())
        .put("outcome", change.then().wireName());
    ObjectNode now =
        json.putObject("now")
            .put("rule", change.nowRule())
            .put("outcome", change.now().wireName())
            .put("expires", change.expires());
    change.redacts().forEach(now.putArray("redacts")::add);
    var examples = json.putArray("examples");
    for (Example example : group.examples()) {
      ObjectNode one =
          examples.addObject().put("seq", example.seq()).put("at", example.at().toString());
      example.text().ifPresent(text -> one.put("content", text));
    }
    return json;
  }
}
