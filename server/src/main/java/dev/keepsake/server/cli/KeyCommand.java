package dev.keepsake.server.cli;

import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keepsake key`: for whoever runs the store, of no user and no scope.
@Command(
    name = "key",
    description = "Make, list, rotate and revoke the API keys that calls over HTTP need.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("unused") // picocli reads it
  private OutputOptions output = new OutputOptions();

  private KeyCommand() {}

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeyCreateCommand(workbench))
        .addSubcommand(new KeyListCommand(workbench))
        .addSubcommand(new KeyRotateCommand(workbench))
        .addSubcommand(new KeyRevokeCommand(workbench));
  }

  @Override
  public Integer call() {
    String commands = String.join(" or ", new TreeSet<>(spec.subcommands().keySet()));
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What to do with keys is missing: " + commands);
  }
}
