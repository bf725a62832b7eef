package dev.keepsake.server.cli;

import dev.keepsake.server.console.Plain;
import dev.keepsake.store.Client;
import dev.keepsake.tool.Right;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake client set`
@Command(
    name = "set",
    description = "Change what a client may do: within 10 s servers that run go by it.",
    sortOptions = false)
final class ClientSetCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private NamedClient named = new NamedClient();

  @Option(
      names = "--rights",
      paramLabel = "WORDS",
      description =
          "All that the client may do from now on, separated by commas: memory:read, memory:write,"
              + " memory:admin, memory:act-as.")
  private @Nullable String rights;

  @Option(names = "--scope", paramLabel = "NAME", hidden = true)
  private @Nullable String scope;

  @Mixin private OutputOptions output = new OutputOptions();

  ClientSetCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Set<Right> wanted = wanted();
    var organization = named.organization();
    var name = named.client();
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      Client changed = keepsake.clients().setRights(organization, name, wanted);
      var out = workbench.shell().out();
      if (output.json()) {
        out.println(ClientJson.done("changed", changed));
      } else {
        out.println(
            workbench.terminal().ink().green("changed")
                + "  "
                + Plain.line(KeyListCommand.described(changed))
                + "; servers that run go by it within 10 s.");
      }
      return ExitCode.DONE;
    }
  }

  private Set<Right> wanted() {
    if (scope != null) {
      throw new UsageException(
          "The scope of a client is fixed: what it has written carries it, and would be out of its"
              + " sight under another, where it would find what others have written. Make another"
              + " client.");
    }
    if (rights == null) {
      throw new UsageException("Nothing is to be changed: name --rights.");
    }
    return Names.rights(rights);
  }
}
