package dev.keepsake.server.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.http.HttpDoor;
import dev.keepsake.server.http.HttpSettings;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.server.proxy.upstream.ProxySettings.Behind;
import dev.keepsake.server.proxy.upstream.ProxySettings.UpstreamKey;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The proxy behind the real door, with a real memory before a scripted upstream.
final class ChatDoor implements AutoCloseable {
  static final String KEY = "sk-upstream-0123456789";

  final Keepsake keepsake;
  final ScriptedUpstream upstream;
  final PrometheusMetrics metrics = new PrometheusMetrics();
  final HttpClient http = HttpClient.newHttpClient();
  private final HttpDoor door;

  ChatDoor(Path home) throws IOException {
    this(
        Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system()),
        new ScriptedUpstream(),
        Duration.ofSeconds(20));
  }

  /// @param patience with the upstream
  ChatDoor(Keepsake keepsake, ScriptedUpstream upstream, Duration patience) {
    this(
        keepsake,
        upstream,
        new ProxySettings(
            new Behind.Endpoint(upstream.baseUrl(), Optional.of(new UpstreamKey(KEY))),
            3,
            patience,
            patience,
            false));
  }

  ChatDoor(Keepsake keepsake, ScriptedUpstream upstream, ProxySettings settings) {
    this.keepsake = keepsake;
    this.upstream = upstream;
    var http = new HttpSettings("127.0.0.1", 0, Optional.of(new UserName("ada")));
    this.door =
        HttpDoor.start(
            keepsake,
            http,
            metrics,
            List.of(new ChatProxy(keepsake, settings, http.defaultUser(), metrics)));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }

  int port() {
    return door.port();
  }

  HttpRequest.Builder request(String body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  HttpResponse<String> chat(String body, String... headers) {
    return send(request(body, headers));
  }

  /// A user says something, and nothing was said before.
  HttpResponse<String> says(String user, String text, String... headers) {
    HttpRequest.Builder request = request(saying(text, ""), headers);
    return send(request.header("X-User-Id", user));
  }

  /// @param more fields, each with a comma before it
  static String saying(String text, String more) {
    return "{\"model\":\"toy\",\"messages\":[{\"role\":\"user\",\"content\":%s}]%s}"
        .formatted(ScriptedUpstream.quoted(text), more);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  HttpResponse<InputStream> open(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return WireJson.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /// The text of a streamed answer.
  static String streamed(HttpResponse<String> response) {
    var text = new StringBuilder();
    for (JsonNode event : events(response.body())) {
      text.append(event.at("/choices/0/delta/content").asText(""));
    }
    return text.toString();
  }

  /// The events of a stream that are JSON.
  static List<JsonNode> events(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> {
          try {
            return WireJson.MAPPER.readTree(line.substring(6));
          } catch (IOException e) {
            throw new UncheckedIOException(line, e);
          }
        })
        .toList();
  }

  void remember(String user, String content) {
    call(
        user,
        "save_memory",
        WireJson.MAPPER.createObjectNode().put("content", content).put("memory_type", "fact"));
  }

  List<String> remembered(String user) {
    JsonNode found =
        call(user, "query_memory", WireJson.MAPPER.createObjectNode()).path("memories");
    return StreamSupport.stream(found.spliterator(), false)
        .map(memory -> memory.path("content").asText())
        .toList();
  }

  private ObjectNode call(String user, String tool, ObjectNode arguments) {
    var caller =
        keepsake.caller(Optional.of(new UserName(user)), Optional.empty(), "test", Entry.AGENT);
    return switch (keepsake.tools().call(caller, new ToolCall(tool, arguments))) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(problem.toString());
    };
  }

  /// Of the door alone; memory and upstream are others' to close.
  void shut() {
    door.close();
    http.close();
  }

  @Override
  public void close() throws IOException {
    shut();
    keepsake.close();
    upstream.close();
  }
}
