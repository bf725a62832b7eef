package dev.keepsake.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.server.Readme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The README's table of settings is the catalogue.
final class ReadmeSettingsTest {

  @Test
  void every_setting_is_told_as_the_catalogue_has_it() throws IOException {
    var catalog = new SettingCatalog("", Path.of("/home/ada"));

    assertThat(Readme.read().tables("Settings").getFirst())
        .as("as it should be:\n%s", table(catalog))
        .isEqualTo(catalog.all().stream().map(ReadmeSettingsTest::row).toList());
  }

  private static List<String> row(Setting<?> setting) {
    String fallback =
        setting.fallback().isEmpty()
            ? (setting.name().equals("user") ? "the system's user" : "")
            : "`" + setting.fallback() + "`";
    return List.of("`" + setting.name() + "`", fallback, setting.kind().rule(), setting.doc());
  }

  private static String table(SettingCatalog catalog) {
    var lines = new StringBuilder();
    for (Setting<?> setting : catalog.all()) {
      lines.append("| ").append(String.join(" | ", row(setting))).append(" |\n");
    }
    return lines.toString();
  }
}
