package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `raw clean` on a real data folder.
final class RawCommandTest {
  @TempDir(factory = ReadyHome.class)
  private Path home;

  /// As if it had been stored so long ago.
  private void store(Duration age) {
    InstantSource then = InstantSource.fixed(Instant.now().minus(age));
    try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(home), then)) {
      var arguments =
          WireJson.MAPPER.createObjectNode().put("type", "raw").put("context", "step one");
      ToolOutcome outcome =
          keepsake
              .records()
              .call(
                  keepsake.caller(
                      Optional.of(new UserName("ada")), Optional.empty(), "call-1", Entry.REST),
                  new ToolCall("create_raw_memory", arguments));
      assertThat(outcome).isInstanceOf(ToolOutcome.Done.class);
    }
  }

  @Test
  void what_nobody_has_changed_for_long_is_told_and_then_deleted() {
    var keepsake = new CommandRun.Setup(home);
    store(Duration.ofDays(15));
    store(Duration.ofDays(3));

    JsonNode preview = keepsake.json("raw", "clean", "--dry-run");
    assertThat(preview.path("dry_run").asBoolean()).isTrue();
    assertThat(preview.path("deleted_count").asInt()).isOne();
    JsonNode report = keepsake.json("raw", "clean");
    assertThat(report.path("success").asBoolean()).isTrue();
    assertThat(report.path("deleted_count").asInt()).isOne();
    assertThat(report.path("error_count").asInt()).isZero();
    assertThat(report.path("days_threshold").asInt()).isEqualTo(14);
    assertThat(Instant.parse(report.path("cutoff_date").asText()))
        .isBetween(
            Instant.now().minus(Duration.ofDays(14).plusMinutes(5)),
            Instant.now().minus(Duration.ofDays(14)));
    assertThat(report.path("dry_run").asBoolean()).isFalse();

    CommandRun said = keepsake.run("raw", "clean", "--days", "2");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("deleted", "1 raw memory", "2 days");
    JsonNode set = keepsake.with("KEEPSAKE_RAW_MEMORY_DAYS", "1").json("raw", "clean");
    assertThat(set.path("days_threshold").asInt()).isOne();
  }

  @Test
  void what_is_not_clear_is_refused() {
    var keepsake = new CommandRun.Setup(home);
    for (String days : new String[] {"0", "3651", "many"}) {
      CommandRun refused = keepsake.run("raw", "clean", "--days", days);
      assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("days");
    }
    CommandRun nothing = keepsake.run("raw");
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nothing.err()).contains("clean");
  }
}
