package dev.keepsake.server.cli;

import dev.keepsake.eval.report.RunFile;
import dev.keepsake.eval.report.RunJson;
import dev.keepsake.eval.score.Bootstrap;
import dev.keepsake.eval.score.Comparison;
import dev.keepsake.eval.score.Comparison.Change;
import dev.keepsake.eval.score.RunFigures;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Table;
import dev.keepsake.server.console.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake eval compare`
@Command(
    name = "compare",
    description = "Say what became better and worse from one run of `eval writes` to another.",
    sortOptions = false,
    footer = {
      "",
      "RUN is a run.json or the folder that holds it.",
      "Exit status: 0 no significant fall, 1 precision or recall fell, 2 nothing to compare."
    })
final class EvalCompareCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The run to compare with.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "The run that is judged.")
  private String after = "";

  EvalCompareCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    RunFigures earlier = RunFile.read(NewFile.path(before));
    RunFigures later = RunFile.read(NewFile.path(after));
    Comparison comparison = Comparison.of(earlier, later, Bootstrap.DEFAULT);
    if (comparison.shared() == 0) {
      throw new UsageException("The two runs have no case in common that asks the same.");
    }
    if (output.json()) {
      workbench.shell().out().println(RunJson.comparison(comparison));
    } else {
      print(earlier, later, comparison);
    }
    return comparison.fell() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void print(RunFigures earlier, RunFigures later, Comparison comparison) {
    Terminal terminal = workbench.terminal();
    terminal.line(
        terminal
            .ink()
            .bold(
                Plain.line(
                    "%s against %s, %d shared cases"
                        .formatted(later.name(), earlier.name(), comparison.shared()))));
    if (!comparison.sameDataset()) {
      terminal.line("The datasets differ; only cases that ask the same are compared.");
    }
    var table = new Table("MEASURE", "BEFORE", "AFTER", "95 % OF THE DIFFERENCE", "");
    row(table, "extraction_precision", comparison.precision());
    row(table, "extraction_recall", comparison.recall());
    table.print(terminal);
    ids(terminal, "better", comparison.better());
    ids(terminal, "worse", comparison.worse());
    ids(terminal, "changed, not compared", comparison.changed());
  }

  private static void row(Table table, String measure, Optional<Change> change) {
    change.ifPresent(one ->
        table.row(
            measure,
            number(one.before()),
            number(one.after()),
            number(one.difference().low()) + " to " + number(one.difference().high()),
            one.fell() ? "fell" : one.rose() ? "rose" : "no significant change"));
  }

  private static void ids(Terminal terminal, String what, List<String> ids) {
    if (!ids.isEmpty()) {
      terminal.line("%s (%d): %s".formatted(what, ids.size(), Plain.line(String.join(", ", ids))));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
