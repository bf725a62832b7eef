package dev.keepsake.server.cli;

import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keepsake org`: for whoever runs the store, of no user and no scope.
@Command(
    name = "org",
    description = "Make and list organizations, the tenants of this installation.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class OrgCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("unused") // picocli reads it
  private OutputOptions output = new OutputOptions();

  private OrgCommand() {}

  /// With its subcommands.
  static CommandLine line(Workbench workbench) {
    return new CommandLine(new OrgCommand())
        .addSubcommand(new OrgCreateCommand(workbench))
        .addSubcommand(new OrgListCommand(workbench));
  }

  @Override
  public Integer call() {
    String commands = String.join(" or ", new TreeSet<>(spec.subcommands().keySet()));
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What to do with organizations is missing: " + commands);
  }
}
