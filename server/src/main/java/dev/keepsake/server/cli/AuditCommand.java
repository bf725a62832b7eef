package dev.keepsake.server.cli;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.server.console.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake audit`
@Command(
    name = "audit",
    description = "Show the newest events of the audit trail; its commands prove and export it.",
    sortOptions = false)
final class AuditCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most, 1 to 10000; 20 if left out.")
  private int limit = 20;

  private AuditCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new AuditCommand(workbench))
        .addSubcommand(new AuditVerifyCommand(workbench))
        .addSubcommand(new AuditCheckpointCommand(workbench))
        .addSubcommand(new AuditExportCommand(workbench));
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new UsageException(
          "--limit must be a whole number from 1 to %d; it was %d.".formatted(MOST, limit));
    }
    try (var session = Session.open(workbench, common)) {
      List<ChainedEvent> events = session.keepsake().history().newest(session.caller(), limit);
      if (session.json()) {
        events.forEach(event -> session.print(AuditJson.of(event).toString()));
      } else if (events.isEmpty()) {
        session.print("No events.");
      } else {
        table(events).print(session.terminal());
      }
      return ExitCode.DONE;
    }
  }

  private static Table table(List<ChainedEvent> events) {
    var table = new Table("SEQ", "TIME", "OPERATION", "ACTION", "CONTENT");
    for (ChainedEvent chained : events) {
      AuditEvent event = chained.event();
      table.row(
          Long.toString(chained.seq()),
          StoryTeller.shown(chained.at()),
          event.operation().wireName(),
          event.action(),
          event.after().or(event::before).orElse(""));
    }
    return table;
  }
}
