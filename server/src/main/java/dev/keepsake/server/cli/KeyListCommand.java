package dev.keepsake.server.cli;

import dev.keepsake.server.config.Settings;
import dev.keepsake.server.console.Table;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake key list`
@Command(
    name = "list",
    description = "List the keys of all clients, the oldest first, those that work no longer too.",
    sortOptions = false)
final class KeyListCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  KeyListCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Instant now = workbench.shell().clock().instant();
    Settings settings = workbench.briefSettings(Map.of());
    List<ApiKey> keys;
    try (var keepsake = workbench.open(settings)) {
      keys = keepsake.accessKeys().list();
    }
    var out = workbench.shell().out();
    if (output.json()) {
      keys.forEach(key -> out.println(KeyJson.of(key, now)));
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
