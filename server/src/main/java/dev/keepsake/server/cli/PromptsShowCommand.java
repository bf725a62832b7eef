package dev.keepsake.server.cli;

import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.Prompts;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake prompts show`
@Command(
    name = "show",
    description = "Print the file of a prompt in force, to be copied and changed.",
    sortOptions = false)
final class PromptsShowCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "NAME", description = "Which one; `keepsake prompts list` has them.")
  private String name = "";

  PromptsShowCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Prompts prompts = InstalledPrompts.of(workbench.briefSettings(Map.of()));
    Prompt prompt =
        prompts
            .find(name)
            .orElseThrow(() ->
                new UsageException(
                    "There is no prompt %s; there are %s."
                        .formatted(name, String.join(", ", Prompts.NAMES))));
    if (output.json()) {
      workbench
          .shell()
          .out()
          .println(InstalledPrompts.json(prompt).put("text", prompt.file().text()));
    } else {
      workbench.shell().out().print(prompt.file().text());
      workbench.shell().out().flush();
    }
    return ExitCode.DONE;
  }
}
