package dev.keepsake.server.cli;

import dev.keepsake.audit.Checkpoint;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake audit checkpoint`
@Command(
    name = "checkpoint",
    description =
        "Sign where every user's chain stands now. Who keeps the line elsewhere can prove it"
            + " later.",
    sortOptions = false)
final class AuditCheckpointCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  AuditCheckpointCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    try (var session = Session.open(workbench, common)) {
      Optional<Checkpoint> taken = session.keepsake().trail().checkpoint();
      if (session.json()) {
        session.print(taken.map(AuditJson::of).orElseGet(AuditJson::nothing).toString());
      } else {
        session.print(
            taken
                .map(c ->
                    session.terminal().ink().green("checkpoint " + c.number())
                        + "  "
                        + c.hash()
                        + "  signed with "
                        + c.keyId())
                .orElse("Nothing has happened since the last checkpoint."));
      }
      return ExitCode.DONE;
    }
  }
}
