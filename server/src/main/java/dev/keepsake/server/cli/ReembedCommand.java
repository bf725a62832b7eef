package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.reembed.ReembedOptions;
import dev.keepsake.reembed.ReembedSummary;
import dev.keepsake.reembed.ReembedSummary.Failed;
import dev.keepsake.reembed.ReembedWatch;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Progress;
import dev.keepsake.tool.WireJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake reembed`
@Command(
    name = "reembed",
    description = "Change to the embedding model that is set: make the vectors of every memory.",
    sortOptions = false,
    footer = {
      "",
      "Memories are searched with the old model until all have a vector of the new one; servers do",
      "the same by themselves and notice the change. What was interrupted goes on where it was."
    })
final class ReembedCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--without-failed",
      description =
          "Change also while memories can't be embedded; they are found by their words then.")
  private boolean withoutFailed;

  @Option(
      names = "--drop-old",
      description = "Remove the vectors of models that were searched with before.")
  private boolean dropOld;

  ReembedCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    ReembedSummary summary;
    try (var session = Session.open(workbench, common);
        var progress = workbench.progress()) {
      summary =
          session
              .keepsake()
              .reembed()
              .run(new ReembedOptions(withoutFailed, dropOld), new Bar(progress));
    }
    workbench
        .shell()
        .out()
        .println(common.json() ? json(summary) : said(summary, workbench.terminal().ink()));
    if (summary.searched().equals(summary.space())
        && (withoutFailed || summary.failed().isEmpty())) {
      return ExitCode.DONE;
    }
    workbench.shell().err().println("keepsake: " + Plain.line(advice(summary)));
    return ExitCode.FAILED;
  }

  /// Shows how far it is.
  private record Bar(Progress progress) implements ReembedWatch {
    @Override
    public void begins(long memories) {
      progress.begin("Embedding", "memories", 1, memories);
    }

    @Override
    public void reached(long embedded) {
      progress.reached(embedded);
    }
  }

  private static String said(ReembedSummary summary, Ink ink) {
    var lines = new StringBuilder();
    lines
        .append(summary.switched() ? ink.green("changed") : ink.dim("unchanged"))
        .append("  memories are searched with ")
        .append(Plain.line(summary.searched().model()))
        .append(" (%d dimensions)".formatted(summary.searched().dimension()));
    if (summary.switched()) {
      lines.append(", before with ").append(Plain.line(summary.before().model()));
    }
    lines
        .append("\n  ")
        .append(
            ink.dim(
                "%d of %d vectors were made now"
                    .formatted(summary.embedded(), summary.memories())));
    if (summary.dropped() > 0) {
      lines
          .append("\n  ")
          .append(ink.dim("%d old vectors were removed".formatted(summary.dropped())));
    }
    return lines.toString();
  }

  private static String advice(ReembedSummary summary) {
    if (summary.failed().isEmpty()) {
      return "Memories come or change faster than their vectors are made; run it again, or leave it"
          + " to a server.";
    }
    Failed first = summary.failed().getFirst();
    String failed =
        "%d of %d memories could not be embedded by %s, tried 3 times; of %s it says: %s"
            .formatted(
                summary.failed().size(),
                summary.memories(),
                summary.space().model(),
                first.id(),
                first.reason());
    String next =
        summary.searched().equals(summary.space())
            ? "They are found by their words. Change them or delete them, or run `keepsake reembed`"
                + " again."
            : "Memories are searched with %s on. Change those or delete them and run `keepsake reembed` again, or say --without-failed to change nevertheless: they are found by their words then."
                .formatted(summary.searched().model());
    return failed + " " + next;
  }

  private static ObjectNode json(ReembedSummary summary) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("model", summary.space().model())
            .put("dimension", summary.space().dimension())
            .put("searched_model", summary.searched().model())
            .put("previous_model", summary.before().model())
            .put("changed", summary.switched())
            .put("memories", summary.memories())
            .put("embedded", summary.embedded())
            .put("dropped", summary.dropped());
    var failed = json.putArray("failed");
    summary
        .failed()
        .forEach(one ->
            failed.addObject().put("memory_id", one.id().toString()).put("reason", one.reason()));
    return json;
  }
}
