package dev.keepsake.server.cli;

import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keepsake client`: for whoever runs the store, of no user and no scope.
@Command(
    name = "client",
    description = "Make, list and change clients: the applications of an organization.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class ClientCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("unused") // picocli reads it
  private OutputOptions output = new OutputOptions();

  private ClientCommand() {}

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new ClientCommand())
        .addSubcommand(new ClientCreateCommand(workbench))
        .addSubcommand(new ClientListCommand(workbench))
        .addSubcommand(new ClientSetCommand(workbench))
        .addSubcommand(new ClientDisableCommand(workbench))
        .addSubcommand(new ClientEnableCommand(workbench))
        .addSubcommand(new ClientPolicyCommand(workbench));
  }

  @Override
  public Integer call() {
    String commands = String.join(" or ", new TreeSet<>(spec.subcommands().keySet()));
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What to do with clients is missing: " + commands);
  }
}
