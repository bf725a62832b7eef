package dev.keepsake.eval.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.eval.mlflow.TrackingOutcome.Logged;
import dev.keepsake.eval.mlflow.TrackingOutcome.Partly;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// Reads the folder as MLflow's file store does: its `meta.yaml` files and one file a value.
final class LocalRunsTest {
  private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant ENDED = Instant.parse("2026-03-01T10:05:00Z");

  @TempDir Path folder;
  private Path root;
  private Path report;

  @BeforeEach
  void prepare() throws IOException {
    root = folder.resolve("runs of mine");
    report = Files.writeString(folder.resolve("report.html"), "<p>");
  }

  private TrackingOutcome log(String name, String experiment, boolean passed) {
    var run =
        new TrackedRun(
            name,
            Map.of("dataset", "gölden\n\"v1\""),
            Map.of("recall", 0.75, "tiny", 1.0e-7, "by tag/facts", 1.0),
            Map.of("mlflow.source.name", "keepsake eval writes"),
            List.of(report),
            STARTED,
            ENDED,
            passed);
    Map<String, String> environment =
        Map.of(
            "MLFLOW_TRACKING_URI", root.toUri().toString(), "MLFLOW_EXPERIMENT_NAME", experiment);
    return new RunTracking(TrackingSettings.of(environment, folder)).log(run);
  }

  private Path logged(String name, String experiment, boolean passed) {
    TrackingOutcome outcome = log(name, experiment, passed);
    assertThat(outcome).isInstanceOf(Logged.class);
    return Path.of(((Logged) outcome).run());
  }

  private static Map<String, Object> meta(Path of) throws IOException {
    return new Yaml().load(Files.readString(of.resolve("meta.yaml")));
  }

  private List<Path> experiments() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.toList();
    }
  }

  @Test
  void a_run_is_a_folder_of_its_experiment() throws IOException {
    Path run = logged("heuristic", "keepsake", true);
    String experiment = run.getParent().getFileName().toString();

    assertThat(experiment).matches("[1-9][0-9]{17}");
    assertThat(run.getFileName().toString()).matches("[0-9a-f]{32}");
    assertThat(meta(run.getParent()))
        .isEqualTo(
            Map.of(
                "artifact_location",
                file(run.getParent()),
                "creation_time",
                ENDED.toEpochMilli(),
                "experiment_id",
                experiment,
                "last_update_time",
                ENDED.toEpochMilli(),
                "lifecycle_stage",
                "active",
                "name",
                "keepsake"));
    assertThat(meta(run))
        .containsEntry("run_id", run.getFileName().toString())
        .containsEntry("run_uuid", run.getFileName().toString())
        .containsEntry("run_name", "heuristic")
        .containsEntry("experiment_id", experiment)
        .containsEntry("artifact_uri", file(run.resolve("artifacts")))
        .containsEntry("status", 3)
        .containsEntry("source_type", 4)
        .containsEntry("lifecycle_stage", "active")
        .containsEntry("start_time", STARTED.toEpochMilli())
        .containsEntry("end_time", ENDED.toEpochMilli())
        .containsEntry("deleted_time", null)
        .containsEntry("tags", List.of())
        .containsOnlyKeys(
            "artifact_uri",
            "deleted_time",
            "end_time",
            "entry_point_name",
            "experiment_id",
            "lifecycle_stage",
            "run_id",
            "run_name",
            "run_uuid",
            "source_name",
            "source_type",
            "source_version",
            "start_time",
            "status",
            "tags",
            "user_id");
  }

  private static String file(Path path) {
    String address = path.toUri().toString();
    String bare = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    assertThat(Path.of(URI.create(bare))).isEqualTo(path);
    return bare;
  }

  @Test
  void every_value_is_a_file() throws IOException {
    Path run = logged("heuristic", "keepsake", true);

    assertThat(Files.readString(run.resolve("params/dataset"))).isEqualTo("gölden\n\"v1\"");
    assertThat(Files.readString(run.resolve("tags/mlflow.runName"))).isEqualTo("heuristic");
    assertThat(Files.readString(run.resolve("tags/mlflow.source.name")))
        .isEqualTo("keepsake eval writes");
    assertThat(Files.readString(run.resolve("artifacts/report.html"))).isEqualTo("<p>");
    assertThat(metric(run, "recall")).isEqualTo(0.75);
    assertThat(metric(run, "tiny")).isEqualTo(1.0e-7);
    assertThat(metric(run, "by tag/facts")).isEqualTo(1.0);
  }

  /// A line for each value: its time, the number and the step, with single spaces.
  private static double metric(Path run, String key) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics").resolve(key));
    assertThat(lines).hasSize(1);
    String[] parts = lines.getFirst().split(" ", -1);
    assertThat(parts).hasSize(3);
    assertThat(parts[0]).isEqualTo(String.valueOf(ENDED.toEpochMilli()));
    assertThat(parts[2]).isEqualTo("0");
    return Double.parseDouble(parts[1]);
  }

  @Test
  void runs_of_one_experiment_lie_together() throws IOException {
    Path one = logged("one", "true: 17 # 'x'", true);
    Path other = logged("other", "true: 17 # 'x'", false);
    Path elsewhere = logged("one", "elsewhere", true);

    assertThat(one.getParent()).isEqualTo(other.getParent()).isNotEqualTo(elsewhere.getParent());
    assertThat(meta(other)).containsEntry("status", 4);
    assertThat(experiments()).hasSize(2);
  }

  @Test
  void an_experiment_that_mlflow_made_is_used_unless_it_is_deleted() throws IOException {
    put("0", "name: Default\nexperiment_id: '0'\nlifecycle_stage: active\n");
    put("5", "name: keepsake\nexperiment_id: '5'\nlifecycle_stage: deleted\n");
    put("6", "name: keepsake\nexperiment_id: '6'\nlifecycle_stage: active\n");
    put("7", "name: [broken");
    Files.createDirectories(root.resolve(".trash"));

    assertThat(logged("one", "keepsake", true).getParent()).isEqualTo(root.resolve("6"));
  }

  private void put(String experiment, String meta) throws IOException {
    Path of = Files.createDirectories(root.resolve(experiment));
    Files.writeString(of.resolve("meta.yaml"), meta);
  }

  @Test
  void a_file_that_is_not_there_is_missing_and_the_rest_is_kept() throws IOException {
    Files.delete(report);

    assertThat(log("one", "keepsake", true))
        .isInstanceOfSatisfying(
            Partly.class,
            partly -> {
              assertThat(partly.missing())
                  .containsExactly("the file report.html: there is no such file");
              assertThat(Path.of(partly.run()).resolve("meta.yaml")).exists();
            });
  }
}
