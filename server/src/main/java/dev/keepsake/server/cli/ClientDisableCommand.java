package dev.keepsake.server.cli;

import dev.keepsake.server.console.Plain;
import dev.keepsake.store.Client;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake client disable`
@Command(
    name = "disable",
    description = "Let nobody in by the keys of a client any more.",
    sortOptions = false)
final class ClientDisableCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private NamedClient named = new NamedClient();
  @Mixin private OutputOptions output = new OutputOptions();

  ClientDisableCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    var organization = named.organization();
    var name = named.client();
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      Client client = keepsake.clients().disable(organization, name);
      var out = workbench.shell().out();
      if (output.json()) {
        out.println(ClientJson.done("disabled", client));
      } else {
        out.println(
            workbench.terminal().ink().green("disabled")
                + "  "
                + Plain.line("%s of %s".formatted(client.name(), client.organization()))
                + "; servers that run take its keys for up to 10 s more.");
      }
      return ExitCode.DONE;
    }
  }
}
