package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.console.Ink;
import dev.keepsake.task.CleanRawMemories;
import dev.keepsake.task.RawCleanupReport;
import dev.keepsake.task.RawSettings;
import dev.keepsake.tool.WireJson;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake raw clean`
@Command(
    name = "clean",
    description = "Delete for good the raw memories of all users that nobody has changed for long.",
    sortOptions = false,
    footer = {"", "Servers do the same by themselves, once a night."})
final class RawCleanCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many days without a change; by default what raw_memory_days says.")
  private Optional<Integer> days = Optional.empty();

  @Option(names = "--dry-run", description = "Say what would go, and delete nothing.")
  private boolean dryRun;

  RawCleanCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Optional<RawSettings> asked = days.map(RawCleanCommand::kept);
    Settings settings = workbench.briefSettings(Map.of());
    try (var keepsake = workbench.open(settings)) {
      CleanRawMemories cleanup = keepsake.raw().cleanup();
      RawSettings kept = asked.orElse(settings.keepsake().raw());
      RawCleanupReport report = dryRun ? cleanup.preview(kept) : cleanup.run(kept);
      workbench
          .shell()
          .out()
          .println(output.json() ? json(report) : said(report, workbench.terminal().ink()));
      return report.success() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private static RawSettings kept(int days) {
    try {
      return new RawSettings(days);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--days must be a whole number from 1 to %d; it was %d."
              .formatted(RawSettings.MOST_DAYS, days));
    }
  }

  private ObjectNode json(RawCleanupReport report) {
    ObjectNode json = WireJson.MAPPER.valueToTree(report);
    return json.put("dry_run", dryRun);
  }

  private String said(RawCleanupReport report, Ink ink) {
    String what =
        "%,d raw %s that nobody has changed since %s (%d days)"
            .formatted(
                report.deletedCount(),
                report.deletedCount() == 1 ? "memory" : "memories",
                StoryTeller.shown(report.cutoffDate()),
                report.daysThreshold());
    if (dryRun) {
      return ink.dim("would delete") + "  " + what;
    }
    return ink.green("deleted")
        + "  "
        + what
        + (report.success()
            ? ""
            : "\n  of %d users not all could be deleted; the log says why"
                .formatted(report.errorCount()));
  }
}
