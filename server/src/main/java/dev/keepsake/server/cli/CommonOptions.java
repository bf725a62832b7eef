package dev.keepsake.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every command takes.
final class CommonOptions {
  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Whose memories; see `user` in keepsake config.")
  private @Nullable String user;

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      description = "Under which scope; see `scope` in keepsake config.")
  private @Nullable String scope;

  @Mixin private OutputOptions output = new OutputOptions();

  boolean json() {
    return output.json();
  }

  /// By the name of the setting.
  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    put(settings, "user", user);
    put(settings, "scope", scope);
    return settings;
  }

  static void put(Map<String, String> settings, String name, @Nullable String value) {
    if (value != null) {
      settings.put(name, value);
    }
  }
}
