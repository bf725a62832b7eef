package dev.keepsake.server.config;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import java.util.List;
import java.util.Optional;

/// Everything that is set, read once and checked.
///
/// @param user where a call names none; empty if there is no such user
/// @param port 0 takes any free one
/// @param all every setting in the order of the catalogue
public record Settings(
    KeepsakeSettings keepsake,
    Optional<UserName> user,
    String host,
    int port,
    String logLevel,
    List<EffectiveSetting> all) {
  public Settings {
    all = List.copyOf(all);
  }

  /// What a command logs that answers and ends: its reader wants the answer, not a line for each
  /// call.
  public String briefLogLevel() {
    boolean set =
        all.stream()
            .anyMatch(s ->
                s.name().equals("log_level") && !(s.source() instanceof SettingSource.Default));
    return set ? logLevel : "warn";
  }
}
