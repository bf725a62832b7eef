package dev.keepsake.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One process `keepsake serve`, called over HTTP. Thread-safe.
final class Node implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Path LAUNCHER =
      Path.of(System.getProperty("keepsake.root", "."), "keepsake").toAbsolutePath().normalize();
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path err;
  private final String url;
  private final String key;
  private final HttpClient http;

  /// What a call was answered.
  record Answer(int status, JsonNode body) {
    String action() {
      return body.path("action").asText();
    }

    boolean is(String action) {
      return status == 200 && action().equals(action);
    }
  }

  private Node(Process process, Path err, String url, String key, HttpClient http) {
    this.process = process;
    this.err = err;
    this.url = url;
    this.key = key;
    this.http = http;
  }

  /// Starts one and waits until it is ready.
  ///
  /// @param settings by the name of the variable
  static Node start(Map<String, String> settings, String key, HttpClient http)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("keepsake-node-", ".err");
    Process process = command(settings, "serve", "--port", "0").redirectError(err.toFile()).start();
    long deadline = System.nanoTime() + START.toNanos();
    String url = "";
    while (url.isEmpty()) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException("did not start: " + Files.readString(err));
      }
      url = listening(err);
    }
    var node = new Node(process, err, url, key, http);
    node.awaitStatus("/health/ready", 200);
    return node;
  }

  private static String listening(Path err) throws IOException {
    return Files.readString(err)
        .lines()
        .filter(line -> line.contains("listening on http"))
        .map(line -> line.replaceAll(".*listening on (http://[^/]+)/mcp.*", "$1"))
        .findFirst()
        .orElse("");
  }

  static ProcessBuilder command(Map<String, String> settings, String... arguments) {
    var command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("KEEPSAKE_") && !name.equals("KEEPSAKE_JAVA_HOME"));
    builder.environment().putAll(settings);
    return builder;
  }

  /// Runs a command to its end.
  ///
  /// @return what it printed
  static String run(Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("keepsake-run-", ".err");
    Process process = command(settings, arguments).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(List.of(arguments) + ": " + out + Files.readString(err));
    }
    Files.delete(err);
    return out.strip();
  }

  /// @throws IOException if the connection broke before the answer
  Answer save(String user, String text, String idempotencyKey) throws IOException {
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("content", text).put("memory_type", "fact").put("confidence", 0.9);
    arguments.put("idempotency_key", idempotencyKey);
    return call("save_memory", user, arguments);
  }

  Answer call(String tool, String user, ObjectNode arguments) throws IOException {
    return send(
        request("/api/v1/tools/" + tool, user)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(arguments.toString()))
            .build());
  }

  Answer post(String path, String user, String body) throws IOException {
    return send(
        request(path, user)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer patch(String path, String user, String body) throws IOException {
    return send(
        request(path, user)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer get(String path, String user) throws IOException {
    return send(request(path, user).build());
  }

  private HttpRequest.Builder request(String path, String user) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + key)
        .header("X-User-Id", user);
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Without a slash at its end.
  String url() {
    return url;
  }

  int status(String path) {
    try {
      return get(path, "probe").status();
    } catch (IOException e) {
      return 0;
    }
  }

  void awaitStatus(String path, int status) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (status(path) != status) {
      if (System.nanoTime() > deadline || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(path + " is not " + status + ": " + log());
      }
    }
  }

  String log() throws IOException {
    return Files.readString(err);
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// SIGKILL, and waits for the end.
  void kill() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Files.deleteIfExists(err);
  }

  /// SIGTERM.
  ///
  /// @return the exit code
  int end() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      end();
    }
    Files.deleteIfExists(err);
  }
}
