package dev.keepsake.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keepsake raw`: for whoever runs the store, of no user and no scope.
@Command(
    name = "raw",
    description = "Look after raw memories: what agents note down of a task and share.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class RawCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("unused") // picocli reads it
  private OutputOptions output = new OutputOptions();

  private RawCommand() {}

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new RawCommand()).addSubcommand(new RawCleanCommand(workbench));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What to do with raw memories is missing: clean");
  }
}
