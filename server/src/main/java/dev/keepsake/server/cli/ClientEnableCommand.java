package dev.keepsake.server.cli;

import dev.keepsake.server.console.Plain;
import dev.keepsake.store.Client;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake client enable`
@Command(
    name = "enable",
    description = "Let a client that was disabled in again.",
    sortOptions = false)
final class ClientEnableCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private NamedClient named = new NamedClient();
  @Mixin private OutputOptions output = new OutputOptions();

  ClientEnableCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    var organization = named.organization();
    var name = named.client();
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      Client client = keepsake.clients().enable(organization, name);
      var out = workbench.shell().out();
      if (output.json()) {
        out.println(ClientJson.done("enabled", client));
      } else {
        out.println(
            workbench.terminal().ink().green("enabled")
                + "  "
                + Plain.line("%s of %s".formatted(client.name(), client.organization()))
                + "; those of its keys that have neither expired nor been revoked work again within"
                + " 10 s.");
      }
      return ExitCode.DONE;
    }
  }
}
