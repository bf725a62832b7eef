package dev.keepsake.eval.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.eval.mlflow.MlflowStandIn.Answer;
import dev.keepsake.eval.mlflow.RunTracking.Patience;
import dev.keepsake.eval.mlflow.TrackingOutcome.Logged;
import dev.keepsake.eval.mlflow.TrackingOutcome.NotLogged;
import dev.keepsake.eval.mlflow.TrackingOutcome.Partly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTrackingTest {
  private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant ENDED = Instant.parse("2026-03-01T10:05:00Z");
  private static final Patience LONG = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(60));
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(5), Duration.ofMillis(1500));
  private static final String PASSWORD = "hunter2+secret";

  @TempDir Path folder;
  private MlflowStandIn server;
  private Path report;

  @BeforeEach
  void start() throws IOException {
    server = new MlflowStandIn();
    report = Files.writeString(folder.resolve("report one.json"), "{\"passed\": true}");
  }

  @AfterEach
  void nothing_was_sent_that_mlflow_would_not_understand() {
    server.close();
    assertThat(server.violations).isEmpty();
  }

  private TrackedRun run() {
    return run(Map.of("extractor", "local_rules", "dataset", "gölden"));
  }

  private TrackedRun run(Map<String, String> params) {
    return new TrackedRun(
        "heuristic",
        params,
        Map.of("extraction_precision", 0.91, "extraction_recall/facts", 1.0),
        Map.of("git commit", "abc"),
        List.of(report),
        STARTED,
        ENDED,
        true);
  }

  private TrackingOutcome log(TrackedRun run) {
    return log(run, LONG, Map.of("MLFLOW_TRACKING_URI", server.url()));
  }

  private TrackingOutcome log(TrackedRun run, Patience patience, Map<String, String> environment) {
    return new RunTracking(TrackingSettings.of(environment, folder), patience).log(run);
  }

  @Test
  void a_run_is_logged_as_a_whole() {
    TrackingOutcome outcome = log(run());

    assertThat(outcome).isEqualTo(new Logged(server.url() + "/#/experiments/1/runs/r1", List.of()));
    assertThat(server.experiments).containsExactly(Map.entry("keepsake", "1"));
    assertThat(server.runName).isEqualTo("heuristic");
    assertThat(server.params).isEqualTo(Map.of("extractor", "local_rules", "dataset", "gölden"));
    assertThat(server.metrics)
        .isEqualTo(Map.of("extraction_precision", 0.91, "extraction_recall/facts", 1.0));
    assertThat(server.tags).isEqualTo(Map.of("git commit", "abc"));
    assertThat(server.artifacts)
        .isEqualTo(Map.of("1/r1/artifacts/report one.json", "{\"passed\": true}"));
    assertThat(server.status).isEqualTo("FINISHED");
    assertThat(server.started).isEqualTo(STARTED.toEpochMilli());
    assertThat(server.ended).isEqualTo(ENDED.toEpochMilli());
    assertThat(folder.resolve("mlruns")).doesNotExist();
  }

  @Test
  void an_experiment_that_exists_is_used_and_a_run_that_did_not_pass_ends_as_failed() {
    server.experiments.put("nächtlich & mehr", "7");
    var failed =
        new TrackedRun("r", Map.of(), Map.of(), Map.of(), List.of(), STARTED, ENDED, false);

    TrackingOutcome outcome =
        log(
            failed,
            LONG,
            Map.of(
                "MLFLOW_TRACKING_URI",
                server.url() + "/",
                "MLFLOW_EXPERIMENT_NAME",
                "nächtlich & mehr"));

    assertThat(outcome).isEqualTo(new Logged(server.url() + "/#/experiments/7/runs/r1", List.of()));
    assertThat(server.status).isEqualTo("FAILED");
    assertThat(server.requests).doesNotContain("POST/mlflow/runs/log-batch");
  }

  @Test
  void what_is_much_goes_in_batches() {
    var params = new HashMap<String, String>();
    var metrics = new HashMap<String, Double>();
    IntStream.range(0, 250).forEach(i -> params.put("p" + i, "<é>".repeat(2000)));
    IntStream.range(0, 1001).forEach(i -> metrics.put("m/" + i, i / 7.0));

    TrackingOutcome outcome =
        log(new TrackedRun("r", params, metrics, Map.of(), List.of(), STARTED, ENDED, true));

    assertThat(outcome).isInstanceOf(Logged.class);
    assertThat(server.params).isEqualTo(params);
    assertThat(server.metrics).isEqualTo(metrics);
    assertThat(server.batches).containsEntry("metrics", 2);
  }

  @Test
  void what_mlflow_does_not_take_is_fitted_and_said() {
    var metrics = new TreeMap<String, Double>();
    metrics.put("recall", Double.NaN);
    metrics.put("f1:tag", 0.5);

    TrackingOutcome outcome =
        log(
            new TrackedRun(
                "r",
                Map.of("prompt", "x".repeat(7000)),
                metrics,
                Map.of(),
                List.of(),
                STARTED,
                ENDED,
                true));

    assertThat(outcome).isInstanceOf(Logged.class);
    assertThat(outcome.notes())
        .containsExactlyInAnyOrder(
            "the parameter prompt was cut to 6000 of 7000 characters",
            "the metric recall was left out, it is no finite number",
            "the metric f1:tag is named f1_tag");
    assertThat(server.metrics).isEqualTo(Map.of("f1_tag", 0.5));
  }

  @Test
  void a_server_of_before_2_8_gets_shorter_parameters() {
    server.mostParamCharacters = 500;

    TrackingOutcome outcome = log(run(Map.of("prompt", "x".repeat(700), "short", "s")));

    assertThat(outcome).isInstanceOf(Logged.class);
    assertThat(outcome.notes())
        .containsExactly("the server takes no long parameters, some were cut to 500 characters");
    assertThat(server.params).isEqualTo(Map.of("prompt", "x".repeat(500), "short", "s"));
  }

  @Test
  void a_user_and_a_password_let_in() {
    server.authorization = Optional.of(basic("ada", PASSWORD));

    assertThat(
            log(
                run(),
                LONG,
                Map.of(
                    "MLFLOW_TRACKING_URI",
                    server.url(),
                    "MLFLOW_TRACKING_USERNAME",
                    "ada",
                    "MLFLOW_TRACKING_PASSWORD",
                    PASSWORD)))
        .isInstanceOf(Logged.class);
  }

  @Test
  void credentials_in_the_address_let_in_and_are_not_shown() {
    server.authorization = Optional.of(basic("ada", PASSWORD));
    server.prefix = "/tracking";

    TrackingOutcome outcome =
        log(
            run(),
            LONG,
            Map.of(
                "MLFLOW_TRACKING_URI",
                "http://ada:%s@%s/tracking".formatted(PASSWORD, server.host())));

    assertThat(outcome).isEqualTo(new Logged(server.url() + "/#/experiments/1/runs/r1", List.of()));
    assertThat(server.artifacts).hasSize(1);
  }

  @Test
  void a_token_lets_in() {
    server.authorization = Optional.of("Bearer t0k3n");

    assertThat(
            log(
                run(),
                LONG,
                Map.of("MLFLOW_TRACKING_URI", server.url(), "MLFLOW_TRACKING_TOKEN", "t0k3n")))
        .isInstanceOf(Logged.class);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHENTICATED",
    "403, PERMISSION_DENIED",
    "404, ENDPOINT_NOT_FOUND",
    "429, REQUEST_LIMIT_EXCEEDED",
    "500, INTERNAL_ERROR"
  })
  void a_server_that_refuses_leaves_the_run_in_the_local_folder(int status, String code) {
    server.fault = _ -> Optional.of(Answer.error(status, code));

    TrackingOutcome outcome = log(run());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> {
              assertThat(not.reason()).startsWith("HTTP " + status).contains(code);
              assertThat(not.copy()).hasValueSatisfying(this::isWhole);
            });
    assertThat(server.requests).hasSize(1);
  }

  private void isWhole(Path run) {
    assertThat(run).startsWith(folder.resolve("mlruns"));
    assertThat(run.resolve("params/extractor")).hasContent("local_rules");
    assertThat(run.resolve("artifacts/report one.json")).hasContent("{\"passed\": true}");
  }

  @Test
  void the_second_request_may_fail_as_well_as_the_first() {
    server.fault =
        _ -> server.requests.size() > 1 ? Optional.of(Answer.hangUp()) : Optional.empty();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class, not -> assertThat(not.reason()).startsWith("the connection failed"));
  }

  @Test
  void a_server_that_is_not_there_is_said_at_once() {
    server.close();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> {
              assertThat(not.reason()).isEqualTo("nothing answers at the address");
              assertThat(not.copy()).hasValueSatisfying(this::isWhole);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>welcome</html>", "{}", "[1]", "{\"experiment\": 7}"})
  void what_is_no_mlflow_is_said(String page) {
    server.fault = _ -> Optional.of(new Answer(200, page));

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> assertThat(not.reason()).isEqualTo("the answer is not MLflow's"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>welcome</html>", "{}", "{\"run\": []}", "{\"run\": {\"info\""})
  void an_answer_to_the_making_of_a_run_that_makes_no_sense_is_said(String page) {
    server.fault =
        call ->
            call.endsWith("runs/create") ? Optional.of(new Answer(200, page)) : Optional.empty();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> {
              assertThat(not.reason()).isEqualTo("the answer is not MLflow's");
              assertThat(not.copy()).hasValueSatisfying(this::isWhole);
            });
  }

  @Test
  void a_redirection_is_not_followed_with_credentials() {
    server.fault = _ -> Optional.of(new Answer(308, server.url() + "/elsewhere"));

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> assertThat(not.reason()).contains("set MLFLOW_TRACKING_URI to that"));
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void a_server_that_hangs_is_left_in_time() {
    server.fault = _ -> Optional.of(Answer.never());

    assertThat(log(run(), SHORT, Map.of("MLFLOW_TRACKING_URI", server.url())))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> {
              assertThat(not.reason()).isEqualTo("no answer within 1 seconds");
              assertThat(not.copy()).hasValueSatisfying(this::isWhole);
            });
  }

  @Test
  void an_interruption_leaves_a_server_with_what_it_has() {
    Thread waiting = Thread.currentThread();
    server.fault =
        call -> {
          if (!call.startsWith("PUT")) {
            return Optional.empty();
          }
          waiting.interrupt();
          return Optional.of(Answer.never());
        };

    TrackingOutcome outcome = log(run());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Partly.class,
            partly -> {
              assertThat(partly.missing())
                  .containsExactly(
                      "the file report one.json: it was interrupted",
                      "the end of the run: it was interrupted");
              assertThat(partly.copy()).hasValueSatisfying(this::isWhole);
            });
    assertThat(server.metrics).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-by-name", "experiments/create", "runs/create"})
  void a_connection_that_ends_before_there_is_a_run_is_said(String call) {
    server.fault = made -> made.endsWith(call) ? Optional.of(Answer.hangUp()) : Optional.empty();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> {
              assertThat(not.reason()).startsWith("the connection failed");
              assertThat(not.copy()).hasValueSatisfying(this::isWhole);
            });
  }

  @Test
  void a_connection_that_ends_in_the_middle_is_said_of_what_it_cost() {
    server.fault =
        made ->
            made.startsWith("PUT") || (made.endsWith("log-batch") && !server.params.isEmpty())
                ? Optional.of(Answer.hangUp())
                : Optional.empty();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            Partly.class,
            partly ->
                assertThat(partly.missing())
                    .hasSize(3)
                    .allMatch(part -> part.contains(": the connection failed")));
    assertThat(server.status).isEqualTo("FINISHED");
  }

  @Test
  void a_part_that_fails_keeps_no_other_from_being_logged() {
    server.fault =
        call ->
            call.endsWith("log-batch")
                ? Optional.of(Answer.error(500, "INTERNAL_ERROR"))
                : Optional.empty();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            Partly.class,
            partly -> {
              assertThat(partly.missing())
                  .hasSize(3)
                  .allMatch(part -> part.contains("HTTP 500 INTERNAL_ERROR"));
              assertThat(partly.copy()).hasValueSatisfying(this::isWhole);
            });
    assertThat(server.artifacts).hasSize(1);
    assertThat(server.status).isEqualTo("FINISHED");
  }

  @Test
  void a_run_that_vanishes_is_said_of_every_part() {
    server.fault =
        call ->
            call.contains("runs/") && !call.endsWith("create")
                ? Optional.of(Answer.error(404, "RESOURCE_DOES_NOT_EXIST"))
                : Optional.empty();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            Partly.class,
            partly ->
                assertThat(partly.missing())
                    .hasSize(4)
                    .allMatch(part -> part.contains("HTTP 404 RESOURCE_DOES_NOT_EXIST")));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/1/r1, the server keeps files at s3:",
    "file:///srv/mlruns/1/r1, the server keeps files at file:",
    "/srv/mlruns, the server keeps files at a path of its own",
    "mlflow-artifacts://elsewhere.example/1/r1, the server keeps files on another server",
    "mlflow-artifacts:/../../2.0/mlflow, the answer is not MLflow's"
  })
  void files_go_nowhere_but_through_the_server(String artifactUri, String reason) {
    server.artifactUri = artifactUri;

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            Partly.class,
            partly -> {
              assertThat(partly.missing()).hasSize(1).first().asString().contains(reason);
              assertThat(partly.copy()).hasValueSatisfying(this::isWhole);
            });
    assertThat(server.artifacts).isEmpty();
    assertThat(server.status).isEqualTo("FINISHED");
  }

  @Test
  void a_file_that_is_not_there_is_missing() throws IOException {
    Files.delete(report);

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            Partly.class,
            partly ->
                assertThat(partly.missing())
                    .contains("the file report one.json: there is no such file that can be read"));
  }

  @Test
  void an_experiment_that_was_deleted_is_not_written_to() {
    server.experiments.put("keepsake", "1");
    server.lifecycle = "deleted";

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class, not -> assertThat(not.reason()).contains("MLFLOW_EXPERIMENT_NAME"));
  }

  @Test
  void an_experiment_that_another_run_makes_meanwhile_is_used() {
    server.fault =
        call -> {
          if (call.endsWith("experiments/create")) {
            server.experiments.put("keepsake", "1");
          }
          return Optional.empty();
        };

    assertThat(log(run())).isInstanceOf(Logged.class);
  }

  @Test
  void a_server_that_repeats_credentials_is_not_repeated() {
    String body =
        "{\"error_code\": \"X\", \"message\": \"no entry for %s with %s\"}"
            .formatted(PASSWORD, basic("ada", PASSWORD));
    server.fault = _ -> Optional.of(new Answer(403, body));

    TrackingOutcome outcome =
        log(
            run(),
            LONG,
            Map.of("MLFLOW_TRACKING_URI", "http://ada:%s@%s".formatted(PASSWORD, server.host())));

    assertThat(outcome.toString())
        .contains("no entry for *** with Basic ***")
        .doesNotContain(PASSWORD, basic("ada", PASSWORD));
  }

  @Test
  void an_address_that_can_t_be_used_leaves_the_run_in_the_local_folder() {
    assertThat(log(run(), LONG, Map.of("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db")))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> {
              assertThat(not.reason()).contains("sqlite");
              assertThat(not.copy()).hasValueSatisfying(this::isWhole);
            });
  }

  @Test
  void a_local_folder_that_can_t_be_written_is_said_too() throws IOException {
    Files.writeString(folder.resolve("mlruns"), "a file");
    server.close();

    assertThat(log(run()))
        .isInstanceOfSatisfying(
            NotLogged.class,
            not -> {
              assertThat(not.reason()).contains("the local copy could not be written");
              assertThat(not.copy()).isEmpty();
            });
    assertThat(log(run(), LONG, Map.of())).isInstanceOf(NotLogged.class);
  }
}
