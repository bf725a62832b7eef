package dev.keepsake.server.cli;

import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keepsake policy`
@Command(
    name = "policy",
    description = "Show, check and try the rules that decide what is remembered.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class PolicyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("unused") // picocli reads it
  private OutputOptions output = new OutputOptions();

  private PolicyCommand() {}

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyShowCommand(workbench))
        .addSubcommand(new PolicyCheckCommand(workbench))
        .addSubcommand(new PolicyExplainCommand(workbench))
        .addSubcommand(new PolicyReplayCommand(workbench))
        .addSubcommand(new PolicyTestCommand(workbench));
  }

  @Override
  public Integer call() {
    String commands = String.join(" or ", new TreeSet<>(spec.subcommands().keySet()));
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What to do with the policy is missing: " + commands);
  }
}
