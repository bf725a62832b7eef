package dev.keepsake.server.cli;

import dev.keepsake.eval.report.Baseline;
import dev.keepsake.eval.report.RunFile;
import dev.keepsake.eval.score.RunFigures;
import dev.keepsake.server.console.Plain;
import dev.keepsake.tool.WireJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake eval baseline`
@Command(
    name = "baseline",
    description = "Keep of a run of `eval writes` what later ones are compared with, and no more.",
    sortOptions = false,
    footer = {
      "",
      "RUN is a run.json or the folder that holds it.",
      "Exit status: 0 written, 2 not."
    })
final class EvalBaselineCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(index = "0", paramLabel = "RUN", description = "The run that is kept.")
  private String run = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "Where; for `--baseline`.")
  private String file = "";

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  EvalBaselineCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Path source = NewFile.path(run);
    RunFigures figures = RunFile.read(source);
    byte[] text = Baseline.of(source).getBytes(StandardCharsets.UTF_8);
    Path written =
        new NewFile(NewFile.path(file), force)
            .write(out -> {
              out.write(text);
              return NewFile.path(file);
            });
    int cases = figures.cases().size();
    if (output.json()) {
      workbench
          .shell()
          .out()
          .println(
              WireJson.MAPPER
                  .createObjectNode()
                  .put("file", written.toString())
                  .put("run", figures.name())
                  .put("total_cases", cases)
                  .put("bytes", text.length));
    } else {
      workbench
          .terminal()
          .line(
              Plain.line(
                  "%s: %s, %d cases, %d bytes"
                      .formatted(written, figures.name(), cases, text.length)));
    }
    return ExitCode.DONE;
  }
}
