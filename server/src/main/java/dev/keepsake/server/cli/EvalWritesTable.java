package dev.keepsake.server.cli;

import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.report.MeasureText;
import dev.keepsake.eval.report.WriteReport;
import dev.keepsake.eval.run.ModelUsage;
import dev.keepsake.eval.score.Counts;
import dev.keepsake.eval.score.GroupScore;
import dev.keepsake.eval.score.Interval;
import dev.keepsake.eval.score.Measure;
import dev.keepsake.eval.score.WriteScore;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Table;
import dev.keepsake.server.console.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What was measured, for people.
record EvalWritesTable(Terminal terminal) {
  private static final double NANOS_IN_MILLI = 1e6;

  void print(WriteDataset dataset, WriteReport report, RunFolder folder) {
    WriteScore score = report.score();
    dataset.warnings().forEach(this::warning);
    terminal.line(
        terminal
            .ink()
            .bold(
                Plain.line(
                    "%s on %s, %d cases"
                        .formatted(
                            report.facts().subject(),
                            report.facts().dataset(),
                            score.cases().size()))));
    figures(score.all());
    terminal.line("");
    groups("PART", score.parts());
    groups("TAG", score.byTag());
    stages(score);
    failing(report);
    report.usage().ifPresent(this::usage);
    terminal.line("report  " + Plain.line(folder.page().toString()));
    verdict(report);
  }

  private void warning(String warning) {
    terminal.line(terminal.ink().yellow("warning") + "  " + Plain.line(warning));
  }

  private void figures(GroupScore all) {
    var table = new Table("MEASURE", "VALUE", "95 %", "OF");
    for (Measure measure : Measure.values()) {
      OptionalDouble value = measure.of(all.counts());
      if (value.isPresent()) {
        table.row(
            measure.wireName(),
            number(value.getAsDouble()),
            interval(all.intervals().get(measure)),
            MeasureText.of(measure, all.counts()));
      }
    }
    table.row("latency_p50", millis(all.latencyP50()), "", "");
    table.row("latency_p95", millis(all.latencyP95()), "", "");
    table.print(terminal);
  }

  private void groups(String heading, Map<String, GroupScore> groups) {
    if (groups.isEmpty()) {
      return;
    }
    var table = new Table(heading, "CASES", "PRECISION", "RECALL", "TOO MUCH", "MISSED");
    groups.forEach((name, group) -> {
      Counts counts = group.counts();
      table.row(
          name,
          Integer.toString(counts.cases()),
          number(counts.precision()),
          number(counts.recall()),
          Integer.toString(counts.falsePositives()),
          Integer.toString(counts.expected() - counts.matched()));
    });
    table.print(terminal);
    terminal.line("");
  }

  private void stages(WriteScore score) {
    if (!score.misses().isEmpty()) {
      var table = new Table("MISSED AT", "WRITES");
      score.misses().forEach((stage, found) -> table.row(stage.wireName(), found.toString()));
      table.print(terminal);
      terminal.line("");
    }
  }

  private void failing(WriteReport report) {
    Map<String, List<String>> faults = report.faults();
    if (!faults.isEmpty()) {
      var table = new Table("CASE", "WHAT IS WRONG");
      faults.forEach((id, found) -> found.forEach(fault -> table.row(id, fault)));
      table.print(terminal);
      terminal.line("");
    }
  }

  private void usage(ModelUsage usage) {
    long failed = usage.invalidArguments() + usage.unknownTools() + usage.otherFailures();
    terminal.line(
        "model   %d answers, %d tokens in, %d out, %d calls of tools, %d of them failed"
            .formatted(
                usage.answers(),
                usage.tokens().input(),
                usage.tokens().output(),
                usage.toolCalls(),
                failed));
  }

  private void verdict(WriteReport report) {
    report
        .baseline()
        .filter(comparison -> !comparison.sameDataset())
        .ifPresent(comparison ->
            terminal.line(
                "The baseline is of another dataset; %d cases that ask the same are compared."
                    .formatted(comparison.shared())));
    String word =
        report.passed() ? terminal.ink().green("passed") : terminal.ink().red("not passed");
    terminal.line(word);
    report.reasons().forEach(reason -> terminal.line("  " + Plain.line(reason)));
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null ? "" : number(interval.low()) + " to " + number(interval.high());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / NANOS_IN_MILLI);
  }
}
