package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake confirm`
@Command(
    name = "confirm",
    description = "Confirm, correct or decline what waits.",
    sortOptions = false)
final class ConfirmCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "What waits, as `keepsake pending` shows it.")
  private String id = "";

  @Option(names = "--decline", description = "Drop it: it is not remembered.")
  private boolean decline;

  @Option(
      names = "--content",
      paramLabel = "TEXT",
      description = "The statement as it is right; stored in place of the one that waits.")
  private @Nullable String content;

  ConfirmCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    if (decline && content != null) {
      throw new UsageException("--decline and --content exclude each other: give one of them.");
    }
    ObjectNode arguments = Session.arguments().put("pending_id", id).put("accept", !decline);
    if (content != null) {
      arguments.put("content", content);
    }
    try (var session = Session.open(workbench, common)) {
      return session.call("confirm_memory", arguments, answer -> SaveAnswer.print(session, answer));
    }
  }
}
