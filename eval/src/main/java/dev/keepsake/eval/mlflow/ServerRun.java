package dev.keepsake.eval.mlflow;

import dev.keepsake.eval.mlflow.Destination.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;

/// Logs one run to a tracking server. Once there is a run, a part that fails keeps no other from
/// being logged. MLflow's client is loaded by this class and what it uses, so only where there is a
/// server.
final class ServerRun {
  private static final String RUN_NAME = "mlflow.runName";
  private static final String PARAMETERS = "the parameters";
  private static final String METRICS = "the metrics";
  private static final String TAGS = "the tags";
  private static final String END = "the end of the run";

  /// Of the HTTP library within MLflow's client, which logs what it throws as well, to standard
  /// error by `java.util.logging`. Held, since that forgets the level of a logger that nobody
  /// holds.
  private static final Logger APACHE = Logger.getLogger("org.mlflow_project.apachehttp");

  static {
    APACHE.setLevel(Level.OFF);
  }

  private final Server server;
  private final FittedRun run;
  private final Progress progress;
  private final Reasons reasons;

  /// A step of logging.
  private interface Step {
    void take() throws IOException, InterruptedException;
  }

  ServerRun(Server server, FittedRun run, Progress progress) {
    this.server = server;
    this.run = run;
    this.progress = progress;
    this.reasons = new Reasons(server.access());
  }

  /// Fails never: what went wrong is in the progress. An interruption ends it early.
  ///
  /// @param connect longest wait for the connection
  void log(Duration connect) {
    try (var http = new TrackingHttp(server, connect);
        MlflowClient client = new MlflowClient(ServerCredentials.of(server))) {
      http.requireAnswer(run.experiment());
      String experiment = experiment(client);
      RunInfo created = create(client, experiment);
      progress.begun(page(experiment, created.getRunId()), parts());
      logAll(client, http, created);
    } catch (IOException | RuntimeException e) { // its parsers throw what they like
      progress.refused(reasons.of(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // whoever waited has said why
    }
  }

  private List<String> parts() {
    var parts = new ArrayList<String>();
    if (!run.params().isEmpty()) {
      parts.add(PARAMETERS);
    }
    if (!run.metrics().isEmpty()) {
      parts.add(METRICS);
    }
    if (!run.tags().isEmpty()) {
      parts.add(TAGS);
    }
    run.artifacts().forEach(file -> parts.add(part(file)));
    parts.add(END);
    return parts;
  }

  private static String part(Path file) {
    return "the file " + MlflowLimits.name(file);
  }

  private String experiment(MlflowClient client) {
    Optional<Experiment> found = client.getExperimentByName(run.experiment());
    if (found.isEmpty()) {
      try {
        return required(client.createExperiment(run.experiment()));
      } catch (MlflowHttpException e) { // another run may have made it meanwhile
        found = client.getExperimentByName(run.experiment());
        if (found.isEmpty()) {
          throw e;
        }
      }
    }
    if (found.get().getLifecycleStage().equals("deleted")) {
      throw new TrackingFailure(
          "the experiment %s is deleted there, restore it or name another in MLFLOW_EXPERIMENT_NAME"
              .formatted(run.experiment()));
    }
    return required(found.get().getExperimentId());
  }

  private RunInfo create(MlflowClient client, String experiment) {
    CreateRun.Builder request =
        CreateRun.newBuilder()
            .setExperimentId(experiment)
            .setRunName(run.name())
            .setStartTime(run.started().toEpochMilli());
    if (!run.tags().containsKey(RUN_NAME)) { // servers before 2.0 know the name as a tag only
      request.addTags(RunTag.newBuilder().setKey(RUN_NAME).setValue(run.name()));
    }
    RunInfo created = client.createRun(request.build());
    required(created.getRunId());
    return created;
  }

  private static String required(String id) {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,255}")) {
      throw new TrackingFailure(Reasons.NOT_MLFLOW);
    }
    return id;
  }

  private String page(String experiment, String id) {
    return "%s/#/experiments/%s/runs/%s".formatted(server.base(), experiment, id);
  }

  private void logAll(MlflowClient client, TrackingHttp http, RunInfo created)
      throws InterruptedException {
    String id = created.getRunId();
    attempt(PARAMETERS, () -> params(client, id));
    attempt(METRICS, () -> metrics(client, id));
    attempt(TAGS, () -> tags(client, id));
    for (Path file : run.artifacts()) {
      attempt(part(file), () -> artifact(http, created.getArtifactUri(), file));
    }
    RunStatus status = run.passed() ? RunStatus.FINISHED : RunStatus.FAILED;
    attempt(END, () -> client.setTerminated(id, status, run.ended().toEpochMilli()));
  }

  private void attempt(String part, Step step) throws InterruptedException {
    try {
      step.take();
      progress.done(part);
    } catch (IOException | RuntimeException e) {
      progress.failed(part, reasons.of(e));
    }
  }

  private void params(MlflowClient client, String id) {
    List<Param> params =
        run.params().entrySet().stream().map(e -> param(e.getKey(), e.getValue())).toList();
    for (List<Param> batch :
        Batches.of(params, Batches.TEXTS, p -> p.getKey().length() + p.getValue().length())) {
      try {
        client.logBatch(id, List.of(), batch, List.of());
      } catch (MlflowHttpException e) {
        List<Param> shorter = batch.stream().map(ServerRun::shortened).toList();
        if (e.getStatusCode() != 400 || shorter.equals(batch)) {
          throw e;
        }
        client.logBatch(id, List.of(), shorter, List.of());
        progress.note(
            "the server takes no long parameters, some were cut to %d characters"
                .formatted(MlflowLimits.OLD_PARAM_CHARACTERS));
      }
    }
  }

  private static Param param(String key, String value) {
    return Param.newBuilder().setKey(key).setValue(value).build();
  }

  private static Param shortened(Param one) {
    return param(one.getKey(), MlflowLimits.cut(one.getValue(), MlflowLimits.OLD_PARAM_CHARACTERS));
  }

  private void metrics(MlflowClient client, String id) {
    List<Metric> metrics =
        run.metrics().entrySet().stream()
            .map(e ->
                Metric.newBuilder()
                    .setKey(e.getKey())
                    .setValue(e.getValue())
                    .setTimestamp(run.ended().toEpochMilli())
                    .setStep(0)
                    .build())
            .toList();
    Batches.of(metrics, Batches.METRICS, metric -> metric.getKey().length())
        .forEach(batch -> client.logBatch(id, batch, List.of(), List.of()));
  }

  private void tags(MlflowClient client, String id) {
    List<RunTag> tags =
        run.tags().entrySet().stream()
            .map(e -> RunTag.newBuilder().setKey(e.getKey()).setValue(e.getValue()).build())
            .toList();
    Batches.of(tags, Batches.TEXTS, tag -> tag.getKey().length() + tag.getValue().length())
        .forEach(batch -> client.logBatch(id, List.of(), List.of(), batch));
  }

  private static void artifact(TrackingHttp http, String artifacts, Path file)
      throws IOException, InterruptedException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new TrackingFailure("there is no such file that can be read");
    }
    http.put(artifacts, file);
  }
}
