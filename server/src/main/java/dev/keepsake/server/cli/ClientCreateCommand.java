package dev.keepsake.server.cli;

import dev.keepsake.access.ClientRequest;
import dev.keepsake.server.console.Plain;
import dev.keepsake.store.Client;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake client create`
@Command(
    name = "create",
    description = "Make a client of an organization; `keepsake key create` gives it a key.",
    sortOptions = false)
final class ClientCreateCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private NamedClient named = new NamedClient();

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      description =
          "Label of all that the client writes and reads, never to be changed; `scope` of keepsake"
              + " config if left out.")
  private @Nullable String scope;

  @Option(
      names = "--rights",
      paramLabel = "WORDS",
      description =
          "What the client may do, separated by commas: memory:read, memory:write, memory:admin,"
              + " memory:act-as; to read and write if left out.")
  private @Nullable String rights;

  @Mixin private OutputOptions output = new OutputOptions();

  ClientCreateCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    var request =
        new ClientRequest(
            named.organization(),
            named.client(),
            Optional.ofNullable(scope).map(Names::scope),
            Optional.ofNullable(rights).map(Names::rights));
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      Client made = keepsake.clients().create(request);
      var out = workbench.shell().out();
      if (output.json()) {
        out.println(ClientJson.done("created", made));
      } else {
        out.println(
            workbench.terminal().ink().green("created")
                + "  "
                + Plain.line(KeyListCommand.described(made)));
      }
      return ExitCode.DONE;
    }
  }
}
