package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
  @TempDir private Path home;

  @Test
  void every_setting_is_listed_with_its_source() {
    CommandRun run = new CommandRun.Setup(home).with("KEEPSAKE_PORT", "1").run("config");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .contains(
            "port                                1%senvironment variable KEEPSAKE_PORT"
                .formatted(" ".repeat(home.toString().length() + 1)))
        .anyMatch(line -> line.matches("scope +local +default"));
  }

  @Test
  void json_has_all_that_a_document_needs() {
    JsonNode config = new CommandRun.Setup(home).with("KEEPSAKE_PORT", "1").json("config");

    assertThat(config).allMatch(s -> s.size() == 5 && !s.path("doc").asText().isEmpty());
    assertThat(config)
        .filteredOn(s -> s.path("name").asText().equals("port"))
        .singleElement()
        .satisfies(port -> {
          assertThat(port.path("value").asText()).isEqualTo("1");
          assertThat(port.path("default").asText()).isEqualTo("5337");
          assertThat(port.path("source").asText()).isEqualTo("environment variable KEEPSAKE_PORT");
        });
  }

  @Test
  void a_password_at_a_wrong_place_or_under_a_wrong_name_is_not_shown() {
    var keepsake =
        new CommandRun.Setup(home).with("KEEPSAKE_DB_URL", "postgresql://app:tiger@db/k");
    keepsake.with("KEEPSAKE_DATABASE_URL", "jdbc:postgresql://app:tiger@db:5432/k");
    for (CommandRun run :
        new CommandRun[] {keepsake.run("config"), keepsake.run("config", "--json")}) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("KEEPSAKE_DB_URL", "database_url").doesNotContain("tiger");
      assertThat(run.out()).doesNotContain("tiger");
    }
  }
}
