package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.dataset.CaseClass;
import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Table;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.tool.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake eval validate`
@Command(
    name = "validate",
    description = "Say whether a file fits as a dataset of `eval writes`, and all that does not.",
    sortOptions = false,
    footer = {"", "Exit status: 0 it fits, 2 it does not."})
final class EvalValidateCommand implements Callable<Integer> {
  private static final String NO_CLASS = "other";

  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private DatasetOptions options = new DatasetOptions();

  EvalValidateCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    WriteDataset dataset = options.read();
    if (output.json()) {
      workbench.shell().out().println(json(dataset));
    } else {
      print(dataset);
    }
    return ExitCode.DONE;
  }

  private static ObjectNode json(WriteDataset dataset) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("fits", true)
            .put("name", dataset.name())
            .put("version", dataset.version())
            .put("sha256", dataset.sha256())
            .put("total_cases", dataset.cases().size())
            .put("expected_writes", expectedWrites(dataset));
    ObjectNode classes = json.putObject("classes");
    classes(dataset).forEach(classes::put);
    dataset.warnings().forEach(json.putArray("warnings")::add);
    return json;
  }

  private void print(WriteDataset dataset) {
    Terminal terminal = workbench.terminal();
    for (String warning : dataset.warnings()) {
      terminal.line(terminal.ink().yellow("warning") + "  " + Plain.line(warning));
    }
    terminal.line(
        "%s  %s: %d cases, %d expected writes"
            .formatted(
                terminal.ink().green("fits"),
                Plain.line(dataset.name()),
                dataset.cases().size(),
                expectedWrites(dataset)));
    var table = new Table("CLASS", "CASES");
    classes(dataset).forEach((name, cases) -> table.row(name, cases.toString()));
    table.print(terminal);
  }

  private static int expectedWrites(WriteDataset dataset) {
    return Math.toIntExact(
        dataset.cases().stream()
            .flatMap(one -> one.expectedWrites().stream())
            .filter(ExpectedWrite::shouldWrite)
            .count());
  }

  /// Every class, also one without a case.
  private static Map<String, Integer> classes(WriteDataset dataset) {
    var classes = new LinkedHashMap<String, Integer>();
    for (CaseClass known : CaseClass.values()) {
      classes.put(known.wireName(), 0);
    }
    for (WriteCase one : dataset.cases()) {
      String name =
          one.tags().stream()
              .findFirst()
              .flatMap(CaseClass::find)
              .map(CaseClass::wireName)
              .orElse(NO_CLASS);
      classes.merge(name, 1, Integer::sum);
    }
    return classes;
  }
}
