package dev.keepsake.server.config;

/// What is wrong with one setting.
///
/// @param key as it was written
/// @param value as it was written; empty where it may be a secret
/// @param rule a clause that says what would be right
public record SettingProblem(String key, String value, SettingSource source, String rule) {
  private static final int SHOWN = 80;

  /// All of it in one sentence.
  public String sentence() {
    String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN - 1) + "…";
    String given = value.isEmpty() ? "" : " is \"" + shown + "\"";
    String end = rule.endsWith("?") ? "" : ".";
    return "%s%s (%s): %s%s".formatted(key, given, source.described(), rule, end);
  }
}
