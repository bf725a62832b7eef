package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
  @TempDir private Path home;

  @Test
  void everything_comes_as_told_and_the_users_own_data_is_not_touched() {
    var keepsake = new CommandRun.Setup(home);

    JsonNode demo = keepsake.json("demo");

    assertThat(demo.path("steps"))
        .hasSizeGreaterThan(10)
        .allMatch(step -> step.path("as_expected").asBoolean());
    assertThat(demo.path("as_expected").asBoolean()).isTrue();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void wrong_settings_do_not_keep_the_demo_from_running() {
    CommandRun run = new CommandRun.Setup(home).with("KEEPSAKE_PROT", "1").run("demo");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("All of it as told").doesNotContain("\u001b");
  }
}
