package dev.keepsake.server.cli;

import dev.keepsake.prompt.Prompt;
import dev.keepsake.server.console.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake prompts list`
@Command(
    name = "list",
    description = "List the prompts in force, and where each is from.",
    sortOptions = false)
final class PromptsListCommand implements Callable<Integer> {
  private static final int SHOWN_DIGITS = 12;

  private final Workbench workbench;

  @Mixin private OutputOptions output = new OutputOptions();

  PromptsListCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    List<Prompt> prompts = InstalledPrompts.of(workbench.briefSettings(Map.of())).all();
    if (output.json()) {
      prompts.forEach(prompt -> workbench.shell().out().println(InstalledPrompts.json(prompt)));
      return ExitCode.DONE;
    }
    var table = new Table("PROMPT", "VERSION", "SHA-256", "VARIABLES", "FROM");
    for (Prompt prompt : prompts) {
      table.row(
          prompt.name(),
          Integer.toString(prompt.version()),
          prompt.sha256().substring(0, SHOWN_DIGITS),
          String.join(", ", prompt.variables()),
          InstalledPrompts.source(prompt));
    }
    table.print(workbench.terminal());
    return ExitCode.DONE;
  }
}
