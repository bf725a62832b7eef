package dev.keepsake.server.config;

import dev.keepsake.server.config.SettingSource.CommandLine;
import dev.keepsake.server.config.SettingSource.Environment;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The places in which something can be set, one over the other: file, environment, command line.
///
/// Without SmallRye's interceptors: a value means what it says, and `${...}` is no reference.
final class Layers {
  // SmallRye's ordinals: the higher one wins
  private static final int FILE = 100;
  private static final int ENVIRONMENT = 200;
  private static final int COMMAND_LINE = 300;

  private final SettingsFile file;
  private final SmallRyeConfig config;

  /// A name with what it was set to.
  record Given(String name, String value, SettingSource source) {}

  /// @param environment every variable of the process
  /// @param options by the name of the setting
  Layers(SettingsFile file, Map<String, String> environment, Map<String, String> options) {
    this.file = file;
    this.config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(file.values(), "file", FILE),
                new PropertiesConfigSource(ours(environment), "environment", ENVIRONMENT),
                new PropertiesConfigSource(options, "command line", COMMAND_LINE))
            .build();
  }

  private static Map<String, String> ours(Map<String, String> environment) {
    var ours = new TreeMap<String, String>();
    environment.forEach((variable, value) -> {
      if (variable.startsWith(Setting.PREFIX)
          && !SettingCatalog.OTHER_VARIABLES.contains(variable)) {
        ours.put(variable.substring(Setting.PREFIX.length()).toLowerCase(Locale.ROOT), value);
      }
    });
    return ours;
  }

  Optional<Given> find(String name) {
    ConfigValue found = config.getConfigValue(name);
    return Optional.ofNullable(found.getRawValue())
        .map(value -> new Given(name, value, source(name, found)));
  }

  Stream<String> names() {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false).sorted();
  }

  private SettingSource source(String name, ConfigValue found) {
    return switch (found.getConfigSourceOrdinal()) {
      case COMMAND_LINE -> new CommandLine("--" + name);
      case ENVIRONMENT -> new Environment(Setting.PREFIX + name.toUpperCase(Locale.ROOT));
      default -> file.source(name);
    };
  }
}
