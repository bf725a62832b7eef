package dev.keepsake.server.config;

import java.nio.file.Path;

/// Where the value of a setting comes from; the later of these wins.
public sealed interface SettingSource {

  /// It was not set.
  record Default() implements SettingSource {}

  /// @param line counted from 1
  record ConfigFile(Path file, int line) implements SettingSource {}

  /// @param variable its whole name
  record Environment(String variable) implements SettingSource {}

  /// @param option with its dashes
  record CommandLine(String option) implements SettingSource {}

  /// In words, for people.
  default String described() {
    return switch (this) {
      case Default() -> "default";
      case ConfigFile(var file, var line) -> file + " line " + line;
      case Environment(var variable) -> "environment variable " + variable;
      case CommandLine(var option) -> "option " + option;
    };
  }
}
