package dev.keepsake.eval.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A tracking server as far as a run is logged, held to MLflow's REST API 2.0: it refuses what
/// MLflow refuses, and lists as a violation what no client may send. It can be made to fail.
final class MlflowStandIn implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern KEY = Pattern.compile("[/\\w.\\- ]*");
  private static final int MOST_BODY = 1_000_000;

  final List<String> violations = new ArrayList<>();
  final List<String> requests = new ArrayList<>();
  final Map<String, String> experiments = new HashMap<>();
  final Map<String, String> params = new HashMap<>();
  final Map<String, Double> metrics = new HashMap<>();
  final Map<String, String> tags = new HashMap<>();
  final Map<String, String> artifacts = new HashMap<>();
  final Map<String, Integer> batches = new HashMap<>();
  String status = "";
  String runName = "";
  long started;
  long ended;

  String lifecycle = "active";
  String artifactUri = "mlflow-artifacts:/1/r1/artifacts";
  String prefix = "";
  int mostParamCharacters = MlflowLimits.PARAM_CHARACTERS;
  Optional<String> authorization = Optional.empty();
  Function<String, Optional<Answer>> fault = _ -> Optional.empty();

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;

  /// @param status 0: the request is not answered; 1: the connection is closed
  record Answer(int status, String body) {
    static Answer error(int status, String code) {
      return new Answer(
          status,
          "{\"error_code\": \"%s\", \"message\": \"as the test wants it\"}".formatted(code));
    }

    static Answer never() {
      return new Answer(0, "");
    }

    static Answer hangUp() {
      return new Answer(1, "");
    }
  }

  MlflowStandIn() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  String host() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  String url() {
    return "http://" + host() + prefix;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Answer answer = answer(exchange, body);
    if (answer.status() == 0) {
      await();
      return;
    }
    if (answer.status() == 1) {
      exchange.close();
      return;
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (answer.status() == 308) {
      exchange.getResponseHeaders().set("Location", answer.body());
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer answer(HttpExchange exchange, String body) {
    URI uri = exchange.getRequestURI();
    String call = exchange.getRequestMethod() + " " + uri.getPath();
    if (!uri.getPath().startsWith(prefix + "/api/2.0/")) {
      violations.add("no such path: " + call);
      return Answer.error(404, "ENDPOINT_NOT_FOUND");
    }
    call = exchange.getRequestMethod() + uri.getPath().substring(prefix.length() + 8);
    requests.add(call);
    Optional<Answer> failing = fault.apply(call);
    if (failing.isPresent()) {
      return failing.get();
    }
    Optional<String> given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!given.equals(authorization)) {
      return Answer.error(401, "UNAUTHENTICATED");
    }
    if (call.startsWith("PUT/mlflow-artifacts/artifacts/")) {
      artifacts.put(call.substring("PUT/mlflow-artifacts/artifacts/".length()), body);
      return new Answer(200, "{}");
    }
    boolean json =
        String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
            .startsWith("application/json");
    if (call.startsWith("POST") && !json) {
      violations.add("not sent as JSON: " + call);
    }
    try {
      return called(
          call, uri, body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body), body);
    } catch (IOException e) {
      violations.add(call + " is no JSON: " + e);
      return Answer.error(400, "BAD_REQUEST");
    }
  }

  private Answer called(String call, URI uri, JsonNode json, String body) {
    return switch (call) {
      case "GET/mlflow/experiments/get-by-name" -> experiment(uri);
      case "POST/mlflow/experiments/create" -> createExperiment(json);
      case "POST/mlflow/runs/create" -> createRun(json);
      case "POST/mlflow/runs/log-batch" -> logBatch(json, body);
      case "POST/mlflow/runs/update" -> update(json);
      default -> {
        violations.add("no such call: " + call);
        yield Answer.error(404, "ENDPOINT_NOT_FOUND");
      }
    };
  }

  private Answer experiment(URI uri) {
    String query = String.valueOf(uri.getRawQuery());
    if (!query.startsWith("experiment_name=")) {
      violations.add("experiment_name is missing: " + query);
    }
    String name =
        URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8);
    String id = experiments.get(name);
    if (id == null) {
      return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("experiment")
        .put("experiment_id", id)
        .put("name", name)
        .put("lifecycle_stage", lifecycle)
        .put("a_field_of_a_newer_server", true);
    return new Answer(200, answer.toString());
  }

  private Answer createExperiment(JsonNode json) {
    String name = text(json, "name", 500);
    if (experiments.containsKey(name)) {
      return Answer.error(400, "RESOURCE_ALREADY_EXISTS");
    }
    experiments.put(name, "1");
    return new Answer(200, "{\"experiment_id\": \"1\"}");
  }

  private Answer createRun(JsonNode json) {
    if (!experiments.containsValue(text(json, "experiment_id", 64))) {
      return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
    }
    started = whole(json, "start_time");
    runName = text(json, "run_name", 250);
    for (JsonNode tag : json.path("tags")) {
      if (tag.path("key").asText().equals("mlflow.runName")
          && !tag.path("value").asText().equals(runName)) {
        return Answer.error(400, "INVALID_PARAMETER_VALUE");
      }
    }
    status = "RUNNING";
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("run")
        .putObject("info")
        .put("run_id", "r1")
        .put("run_uuid", "r1")
        .put("experiment_id", "1")
        .put("run_name", runName)
        .put("status", status)
        .put("start_time", started)
        .put("artifact_uri", artifactUri)
        .put("lifecycle_stage", "active");
    return new Answer(200, answer.toString());
  }

  private Answer logBatch(JsonNode json, String body) {
    requireRunning(json);
    Map<String, Integer> most = Map.of("params", 100, "tags", 100, "metrics", 1000);
    if (body.length() > MOST_BODY
        || most.entrySet().stream().anyMatch(e -> json.path(e.getKey()).size() > e.getValue())) {
      violations.add("a batch over the limits");
      return Answer.error(400, "INVALID_PARAMETER_VALUE");
    }
    most.keySet()
        .forEach(kind -> {
          if (!json.path(kind).isEmpty()) {
            batches.merge(kind, 1, Integer::sum);
          }
        });
    for (JsonNode param : json.path("params")) {
      String value = param.path("value").asText();
      if (value.length() > mostParamCharacters) {
        return Answer.error(400, "INVALID_PARAMETER_VALUE");
      }
    }
    json.path("params").forEach(one -> params.put(key(one), one.path("value").asText()));
    json.path("tags").forEach(one -> tags.put(key(one), text(one, "value", 5000)));
    json.path("metrics").forEach(this::metric);
    return new Answer(200, "{}");
  }

  private void metric(JsonNode metric) {
    if (!metric.path("value").isNumber()) {
      violations.add("a metric that is no number: " + metric);
    }
    whole(metric, "timestamp");
    if (metric.has("step")) {
      whole(metric, "step");
    }
    metrics.put(key(metric), metric.path("value").asDouble());
  }

  private Answer update(JsonNode json) {
    requireRunning(json);
    ended = whole(json, "end_time");
    String next = text(json, "status", 20);
    if (!Set.of("FINISHED", "FAILED").contains(next)) {
      violations.add("a run does not end as " + next);
    }
    status = next;
    return new Answer(
        200, "{\"run_info\": {\"run_id\": \"r1\", \"status\": \"%s\"}}".formatted(next));
  }

  private void requireRunning(JsonNode json) {
    if (!text(json, "run_id", 256).equals("r1") || !status.equals("RUNNING")) {
      violations.add("logged to a run that does not run");
    }
  }

  private String key(JsonNode one) {
    String key = text(one, "key", 250);
    URI normal = URI.create("file:/" + key.replace(" ", "%20")).normalize();
    if (!KEY.matcher(key).matches() || !normal.getPath().equals("/" + key) || key.endsWith("/")) {
      violations.add("a key that MLflow refuses: " + key);
    }
    return key;
  }

  private String text(JsonNode json, String field, int most) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().length() > most) {
      violations.add("%s is no text of at most %d characters: %s".formatted(field, most, value));
    }
    return value.asText();
  }

  /// Protobuf writes a long number as a text.
  private long whole(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.asText().matches("\\d{1,18}")) {
      violations.add("%s is no whole number: %s".formatted(field, value));
      return -1;
    }
    return value.asLong();
  }

  @Override
  public void close() {
    end.countDown();
    http.stop(0);
    threads.close();
  }
}
