package dev.keepsake.server.config;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.observe.log.LogSettings;
import dev.keepsake.store.postgres.PostgresUrl;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/// Everything that is set, read once and checked.
///
/// @param user where a call names none; empty if there is no such user
/// @param port 0 takes any free one
/// @param databaseOwner for `keepsake migrate`: the database with the role that owns its tables
/// @param all every setting in the order of the catalogue
public record Settings(
    KeepsakeSettings keepsake,
    Optional<UserName> user,
    String host,
    int port,
    Optional<PostgresUrl> databaseOwner,
    LogSettings log,
    List<EffectiveSetting> all) {
  public Settings {
    all = List.copyOf(all);
  }

  /// Warnings and graver unless a level is set: who starts `mcp`, or wants an answer, wants no line
  /// for each call.
  public LogSettings quietLog() {
    boolean set =
        all.stream()
            .anyMatch(s ->
                s.name().equals("log_level") && !(s.source() instanceof SettingSource.Default));
    return set ? log : log.with(Level.WARN);
  }
}
