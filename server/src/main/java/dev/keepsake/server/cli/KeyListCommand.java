package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.console.Table;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.Client;
import dev.keepsake.store.ClientEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake key list`
@Command(
    name = "list",
    description = "List the keys of clients, the oldest first, those that work no longer too.",
    sortOptions = false)
final class KeyListCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Option(
      names = {"--organization", "--org"},
      paramLabel = "NAME",
      description = "Those of this organization's clients alone.")
  private @Nullable String organization;

  @Option(names = "--client", paramLabel = "NAME", description = "Those of this client alone.")
  private @Nullable String client;

  @Mixin private OutputOptions output = new OutputOptions();

  KeyListCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Instant now = workbench.shell().clock().instant();
    var whose =
        new Whose(
            Optional.ofNullable(organization).map(Names::organization),
            Optional.ofNullable(client).map(Names::client));
    Settings settings = workbench.briefSettings(Map.of());
    List<ApiKey> keys;
    try (var keepsake = workbench.open(settings)) {
      whose.requireAny(keepsake);
      keys = keepsake.accessKeys().list().stream().filter(key -> whose.are(key.client())).toList();
    }
    var out = workbench.shell().out();
    if (output.json()) {
      keys.forEach(key -> out.println(KeyJson.of(key, now)));
    } else if (keys.isEmpty() && !whose.areAll()) {
      out.println("No keys of these clients.");
    } else if (keys.isEmpty()) {
      out.println(
          settings.keepsake().database().isPresent()
              ? "No keys: no call over HTTP is let in until one is made."
              : "No keys: calls over HTTP need none until the first is made.");
    } else {
      table(keys, now).print(workbench.terminal());
    }
    return ExitCode.DONE;
  }

  /// Whose keys are listed: those of all where nobody is named.
  private record Whose(Optional<OrganizationName> organization, Optional<ClientName> client) {
    boolean areAll() {
      return organization.isEmpty() && client.isEmpty();
    }

    boolean are(Client one) {
      return organization.map(one.organization()::equals).orElse(true)
          && client.map(one.name()::equals).orElse(true);
    }

    /// @throws UsageException or dev.keepsake.error.MemoryException if nobody is meant
    void requireAny(Keepsake keepsake) {
      organization.ifPresent(name -> {
        var _ = keepsake.clients().requireOrganization(name);
      });
      if (client.isPresent()
          && keepsake.clients().list().stream().map(ClientEntry::client).noneMatch(this::are)) {
        throw new UsageException(
            "There is no client %s%s: `keepsake client list` has those there are."
                .formatted(client.get(), organization.map(of -> " of " + of).orElse("")));
      }
    }
  }

  private static Table table(List<ApiKey> keys, Instant now) {
    var table = new Table("KEY", "STATE", "LAST USED", "NAME", "CLIENT");
    for (ApiKey key : keys) {
      table.row(
          key.prefix(),
          state(key, now),
          key.life().lastUsed().map(StoryTeller::shown).orElse("never"),
          key.name(),
          described(key.client()));
    }
    return table;
  }

  private static String state(ApiKey key, Instant now) {
    if (key.worksAt(now)) {
      return key.life().expires().map(at -> "until " + StoryTeller.shown(at)).orElse("works");
    }
    return word(key, now);
  }

  /// As scripts are told.
  static String word(ApiKey key, Instant now) {
    if (key.worksAt(now)) {
      return "active";
    }
    if (key.life().revoked().isPresent()) {
      return "revoked";
    }
    return key.client().disabled() ? "client_disabled" : "expired";
  }

  static String described(Client client) {
    return "%s of %s, scope %s, %s"
        .formatted(
            client.name(),
            client.organization(),
            client.tenant().scope(),
            String.join(", ", new TreeSet<>(client.rights())));
  }
}
