package dev.keepsake.server.cli;

import dev.keepsake.overview.Overview.Stats;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake stats`
@Command(
    name = "stats",
    description = "Say how much is remembered, and what happened lately.",
    sortOptions = false)
final class StatsCommand implements Callable<Integer> {
  private static final int MOST_HOURS = 87_600;

  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "How far back `lately` goes, 1 to 87600; 24 if left out.")
  private int hours = 24;

  StatsCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    if (hours < 1 || hours > MOST_HOURS) {
      throw new UsageException(
          "--hours must be a whole number from 1 to %d; it was %d.".formatted(MOST_HOURS, hours));
    }
    try (var session = Session.open(workbench, common)) {
      Stats stats = session.keepsake().overview().stats(session.caller(), Duration.ofHours(hours));
      if (session.json()) {
        session.print(StatsReport.json(stats, session.caller(), hours).toString());
      } else {
        StatsReport.print(stats, session.caller(), hours, session.terminal());
      }
      return ExitCode.DONE;
    }
  }
}
