package dev.keepsake.server.config;

/// A setting as it is in force.
///
/// @param value as it was written
/// @param fallback its value where it is not set
public record EffectiveSetting(
    String name, String value, String fallback, SettingSource source, String doc) {}
