package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.console.Table;
import dev.keepsake.store.Client;
import dev.keepsake.store.ClientEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake client list`
@Command(
    name = "list",
    description = "List the clients, the oldest first, disabled ones too.",
    sortOptions = false)
final class ClientListCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Option(
      names = {"--organization", "--org"},
      paramLabel = "NAME",
      description = "Whose clients; those of all if left out.")
  private @Nullable String organization;

  @Mixin private OutputOptions output = new OutputOptions();

  ClientListCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Optional<OrganizationName> whose = Optional.ofNullable(organization).map(Names::organization);
    List<ClientEntry> clients;
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      clients = whose.map(name -> of(keepsake, name)).orElseGet(keepsake.clients()::list);
    }
    if (output.json()) {
      clients.forEach(one -> workbench.shell().out().println(ClientJson.of(one)));
    } else {
      table(clients).print(workbench.terminal());
    }
    return ExitCode.DONE;
  }

  private static List<ClientEntry> of(Keepsake keepsake, OrganizationName name) {
    var _ = keepsake.clients().requireOrganization(name);
    return keepsake.clients().list().stream()
        .filter(one -> one.client().organization().equals(name))
        .toList();
  }

  private static Table table(List<ClientEntry> clients) {
    var table = new Table("CLIENT", "ORGANIZATION", "SCOPE", "STATE", "POLICY", "RIGHTS");
    for (ClientEntry one : clients) {
      Client client = one.client();
      table.row(
          client.name().value(),
          client.organization().value(),
          client.tenant().scope().value(),
          client.disabled() ? "disabled" : "active",
          one.ownPolicy() ? "its own" : "the installation's",
          String.join(", ", new TreeSet<>(client.rights())));
    }
    return table;
  }
}
