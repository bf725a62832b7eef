package dev.keepsake.server.config;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.call.Reach;
import dev.keepsake.server.observe.log.LogSettings;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.store.postgres.PostgresUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/// Everything that is set, read once and checked.
///
/// @param user where a call names none; empty if there is no such user
/// @param reach by which names HTTP may be asked for, and by which pages
/// @param port 0 takes any free one
/// @param drain how long a process that is told to end works on what is open
/// @param databaseOwner for `keepsake migrate`: the database with the role that owns its tables
/// @param jwt which tokens are taken over HTTP beside keys
/// @param proxy what stands behind the chat proxy
/// @param all every setting in the order of the catalogue
public record Settings(
    KeepsakeSettings keepsake,
    Optional<UserName> user,
    String host,
    Reach reach,
    int port,
    Duration drain,
    Optional<PostgresUrl> databaseOwner,
    Optional<JwtSettings> jwt,
    ProxySettings proxy,
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
