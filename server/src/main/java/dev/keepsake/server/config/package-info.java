/// What can be set, where it was set, and what is wrong with it.
///
/// Knows the settings records of the features and no door, store or command. Start at
/// [SettingsReader]; every setting there is stands in [SettingCatalog].
@NullMarked
package dev.keepsake.server.config;

import org.jspecify.annotations.NullMarked;
