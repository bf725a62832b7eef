package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class EvalTrackingTest {
  private static final String CASES =
      """
      [{"id": "hello", "tags": ["trivial"], "conversation": [{"role": "user", "content": "Hello!"}]}]
      """;

  @TempDir(factory = ReadyHome.class)
  private Path home;

  @Test
  void a_run_is_logged_to_the_server_with_parameters_metrics_and_reports() throws Exception {
    try (var server = new TrackingServer()) {
      CommandRun run = run(server.url());

      assertThat(run.exitCode()).as(run.toString()).isZero();
      assertThat(run.json().path("tracking").path("status").asText()).isEqualTo("logged");
      assertThat(run.json().path("tracking").path("run").asText())
          .isEqualTo(server.url() + "/#/experiments/7/runs/r1");
      assertThat(run.err()).isEmpty();
      assertThat(server.params)
          .containsEntry("subject", "heuristic")
          .containsEntry("dataset", "hello.json")
          .containsEntry("without_tags", "episodes")
          .containsKeys("dataset_sha256", "policy_version", "extractor_sha256", "keepsake_version");
      assertThat(server.metrics)
          .containsEntry("extraction_precision", 1.0)
          .containsEntry("overall_passed", 1.0)
          .containsEntry("total_cases", 1.0)
          .containsEntry("tags/trivial/precision", 1.0)
          .containsKeys("latency_p95", "tags/trivial/recall");
      assertThat(server.artifacts).containsOnlyKeys("run.json", "junit.xml", "report.html");
      assertThat(server.status).isEqualTo("FINISHED");
    }
  }

  @Test
  void a_server_that_is_down_is_told_and_changes_nothing_else() throws IOException {
    String nobody;
    try (var server = new TrackingServer()) {
      nobody = server.url();
    }

    CommandRun json = run(nobody);
    CommandRun told =
        new CommandRun.Setup(home)
            .with("MLFLOW_TRACKING_URI", nobody)
            .run("eval", "writes", file());

    assertThat(json.exitCode()).as(json.toString()).isZero();
    JsonNode tracking = json.json().path("tracking");
    assertThat(tracking.path("status").asText()).isEqualTo("not_logged");
    assertThat(tracking.path("reason").asText()).contains("nothing answers at the address");
    assertThat(Path.of(tracking.path("copy").asText())).isDirectory();
    assertThat(told.exitCode()).isZero();
    assertThat(told.err())
        .startsWith("keepsake: The run is not logged: nothing answers at the address.")
        .hasLineCount(1);
  }

  @Test
  void without_a_server_the_run_is_logged_to_the_data_folder() throws IOException {
    CommandRun told = new CommandRun.Setup(home).run("eval", "writes", file());

    assertThat(told.exitCode()).as(told.toString()).isZero();
    Path runs = home.resolve("eval-runs").resolve("mlruns");
    assertThat(told.err())
        .startsWith("keepsake: The run is logged at " + runs.toAbsolutePath())
        .hasLineCount(1);
    try (var files = Files.walk(runs)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("report.html", "extraction_recall", "policy_version");
    }
  }

  @Test
  void a_run_that_is_not_to_be_logged_is_not() throws IOException {
    JsonNode json = new CommandRun.Setup(home).json("eval", "writes", file(), "--no-tracking");

    assertThat(json.path("tracking").path("status").asText()).isEqualTo("off");
    assertThat(home.resolve("eval-runs").resolve("mlruns")).doesNotExist();
  }

  private CommandRun run(String server) throws IOException {
    return new CommandRun.Setup(home)
        .with("MLFLOW_TRACKING_URI", server)
        .run("eval", "writes", file(), "--without-tag", "episodes", "--json");
  }

  private String file() throws IOException {
    return Files.writeString(home.resolve("hello.json"), CASES).toString();
  }
}
