package dev.keepsake.eval.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// A folder of runs in the layout of MLflow's file store, which `mlflow ui --backend-store-uri`
/// shows: for each experiment a folder with `meta.yaml` and its runs; for each run `meta.yaml`, a
/// file for every parameter, metric and tag, and `artifacts`.
final class LocalRuns {
  private static final String META = "meta.yaml";

  // the numbers of MLflow's RunStatus and SourceType
  private static final int FINISHED = 3;
  private static final int FAILED = 4;
  private static final int LOCAL = 4;

  private final Path root;
  private final Yaml yaml;

  /// A run that was written.
  ///
  /// @param missing files that could not be copied, and why
  record Written(Path folder, List<String> missing) {
    Written {
      missing = List.copyOf(missing);
    }
  }

  LocalRuns(Path root) {
    this.root = root;
    var layout = new DumperOptions();
    layout.setDefaultFlowStyle(FlowStyle.BLOCK);
    this.yaml = new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(layout), layout);
  }

  /// @throws IOException if the folder can't be written
  Written write(FittedRun run) throws IOException {
    String experiment = experiment(run);
    String id = UUID.randomUUID().toString().replace("-", "");
    Path folder = root.resolve(experiment).resolve(id);
    Path artifacts = folder.resolve("artifacts");
    Files.createDirectories(artifacts);
    long at = run.ended().toEpochMilli();
    for (String kind : List.of("params", "metrics", "tags")) {
      Files.createDirectories(folder.resolve(kind));
    }
    for (var param : run.params().entrySet()) {
      put(folder.resolve("params").resolve(param.getKey()), param.getValue());
    }
    for (var metric : run.metrics().entrySet()) {
      String line = "%d %s 0\n".formatted(at, metric.getValue());
      put(folder.resolve("metrics").resolve(metric.getKey()), line);
    }
    for (var tag : run.tags().entrySet()) {
      put(folder.resolve("tags").resolve(tag.getKey()), tag.getValue());
    }
    put(folder.resolve("tags").resolve("mlflow.runName"), run.name());
    List<String> missing = copy(run.artifacts(), artifacts);
    // last: without it MLflow takes the folder for none of its runs
    put(folder.resolve(META), yaml.dump(meta(run, experiment, id, artifacts)));
    return new Written(folder, missing);
  }

  private static List<String> copy(List<Path> files, Path artifacts) {
    var missing = new ArrayList<String>();
    for (Path file : files) {
      String name = MlflowLimits.name(file);
      try {
        if (Files.isRegularFile(file)) {
          Files.copy(file, artifacts.resolve(name));
        } else {
          missing.add("the file %s: there is no such file".formatted(name));
        }
      } catch (IOException e) {
        missing.add("the file %s: it could not be copied, %s".formatted(name, e));
      }
    }
    return missing;
  }

  private static Map<String, @Nullable Object> meta(
      FittedRun run, String experiment, String id, Path artifacts) {
    var meta = new LinkedHashMap<String, @Nullable Object>();
    meta.put("artifact_uri", uri(artifacts));
    meta.put("deleted_time", null);
    meta.put("end_time", run.ended().toEpochMilli());
    meta.put("entry_point_name", "");
    meta.put("experiment_id", experiment);
    meta.put("lifecycle_stage", "active");
    meta.put("run_id", id);
    meta.put("run_name", run.name());
    meta.put("run_uuid", id);
    meta.put("source_name", "");
    meta.put("source_type", LOCAL);
    meta.put("source_version", "");
    meta.put("start_time", run.started().toEpochMilli());
    meta.put("status", run.passed() ? FINISHED : FAILED);
    meta.put("tags", List.of());
    meta.put("user_id", "keepsake");
    return meta;
  }

  private String experiment(FittedRun run) throws IOException {
    Files.createDirectories(root);
    Optional<String> found = find(run.experiment());
    return found.isPresent() ? found.get() : create(run.experiment(), run.ended());
  }

  private Optional<String> find(String name) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        if (isExperiment(folder.resolve(META), name)) {
          return Optional.of(folder.getFileName().toString());
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Optional.empty();
  }

  private boolean isExperiment(Path file, String name) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      return yaml.load(Files.readString(file)) instanceof Map<?, ?> meta
          && name.equals(String.valueOf(meta.get("name")))
          && !"deleted".equals(meta.get("lifecycle_stage"));
    } catch (YAMLException _) {
      return false; // not ours to judge; MLflow passes over it as well
    }
  }

  private String create(String name, Instant at) throws IOException {
    // MLflow's ids are the first 18 digits of a random number
    String id = String.valueOf(100_000_000_000_000_000L + random(900_000_000_000_000_000L));
    Path folder = root.resolve(id);
    Files.createDirectories(folder);
    var meta = new LinkedHashMap<String, Object>();
    meta.put("artifact_location", uri(folder));
    meta.put("creation_time", at.toEpochMilli());
    meta.put("experiment_id", id);
    meta.put("last_update_time", at.toEpochMilli());
    meta.put("lifecycle_stage", "active");
    meta.put("name", name);
    put(folder.resolve(META), yaml.dump(meta));
    return id;
  }

  private static long random(long bound) {
    return Long.remainderUnsigned(UUID.randomUUID().getLeastSignificantBits(), bound);
  }

  /// As MLflow writes it: without a slash at the end.
  private static String uri(Path folder) {
    return folder.toAbsolutePath().toUri().toString().replaceAll("/+$", "");
  }

  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    // getBytes: half a character in a value is no reason to lose the run
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
