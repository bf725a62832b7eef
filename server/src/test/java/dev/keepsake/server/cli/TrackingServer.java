package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// An MLflow server that takes one run and keeps what it is told. What MLflow refuses is tested
/// where runs are logged.
final class TrackingServer implements AutoCloseable {
  final Map<String, String> params = Collections.synchronizedMap(new TreeMap<>());
  final Map<String, Double> metrics = Collections.synchronizedMap(new TreeMap<>());
  final Map<String, String> artifacts = Collections.synchronizedMap(new TreeMap<>());
  volatile String status = "";
  private final HttpServer http;

  TrackingServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] answer = answer(path, body).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String answer(String path, String body) throws IOException {
    switch (path.replaceFirst(".*/(mlflow|artifacts)/", "")) {
      case "experiments/get-by-name" -> {
        return """
        {"experiment": {"experiment_id": "7", "name": "keepsake", "lifecycle_stage": "active"}}
        """;
      }
      case "runs/create" -> {
        return """
        {"run": {"info": {"run_id": "r1", "artifact_uri": "mlflow-artifacts:/7/r1/artifacts"}}}
        """;
      }
      case "runs/log-batch" -> batch(new ObjectMapper().readTree(body));
      case "runs/update" -> status = new ObjectMapper().readTree(body).path("status").asText();
      default -> artifacts.put(path.substring(path.lastIndexOf('/') + 1), body);
    }
    return "{}";
  }

  private void batch(JsonNode batch) {
    batch
        .path("params")
        .forEach(one -> params.put(one.path("key").asText(), one.path("value").asText()));
    batch
        .path("metrics")
        .forEach(one -> metrics.put(one.path("key").asText(), one.path("value").asDouble()));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
