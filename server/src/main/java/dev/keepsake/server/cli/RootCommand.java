package dev.keepsake.server.cli;

import dev.keepsake.server.observe.BuildVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `keepsake` without a command: says what there is.
@Command(
    name = "keepsake",
    description = "A memory for LLM agents, over MCP and HTTP.",
    versionProvider = RootCommand.Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 done, 1 refused or failed, 2 wrong usage or setting, 3 no JDK or no build.",
      "Settings: keepsake config"
    })
final class RootCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Spec private CommandSpec spec = CommandSpec.create();

  RootCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    workbench.shell().err().println("keepsake: a command is missing.");
    line.usage(line.getErr());
    return ExitCode.USAGE;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"keepsake " + BuildVersion.current()};
    }
  }
}
