package dev.keepsake.server.cli;

import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keepsake prompts`: of the installation, of no user and no scope.
@Command(
    name = "prompts",
    description = "List, show and check the texts that models read.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class PromptsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("unused") // picocli reads it
  private OutputOptions output = new OutputOptions();

  private PromptsCommand() {}

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new PromptsCommand())
        .addSubcommand(new PromptsListCommand(workbench))
        .addSubcommand(new PromptsShowCommand(workbench))
        .addSubcommand(new PromptsCheckCommand(workbench));
  }

  @Override
  public Integer call() {
    String commands = String.join(" or ", new TreeSet<>(spec.subcommands().keySet()));
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What to do with the prompts is missing: " + commands);
  }
}
