package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.mcp.ToyMemory;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The real door on a free port before a [ToyMemory], and ways to knock.
final class OpenDoor implements AutoCloseable {
  static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
      """;
  static final String PING =
      """
      {"jsonrpc":"2.0","id":1,"method":"ping"}\
      """;

  /// Function calls in work.
  static final int MOST = 4;

  final ToyMemory memory = new ToyMemory();
  final HttpClient http = HttpClient.newHttpClient();
  private final HttpDoor door;

  OpenDoor() {
    this(() -> {}, EmbedderState.Ready::new);
  }

  OpenDoor(Runnable checkStore, Supplier<EmbedderState> embedder) {
    var settings = new HttpSettings("127.0.0.1", 0, Optional.of(new UserName("ada")));
    door =
        HttpDoor.start(
            settings,
            ToyMemory.authenticator(),
            ToyMemory.IDS,
            memory.endpoint(settings.defaultUser(), settings.maxBodyBytes()),
            List.of(new ToolsApi(memory.tools(), settings.defaultUser(), new WorkLimit(MOST))),
            new Health(checkStore, embedder, Duration.ofMillis(200)),
            new PrometheusMetrics());
  }

  int port() {
    return door.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpRequest.Builder mcp(String body) {
    return HttpRequest.newBuilder(uri("/mcp"))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  String newSession() throws IOException, InterruptedException {
    return send(mcp(INITIALIZE)).headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  /// A call in a session of its own.
  HttpRequest.Builder call(String params) throws IOException, InterruptedException {
    return mcp("""
    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":%s}\
    """
            .formatted(params))
        .header("Mcp-Session-Id", newSession());
  }

  /// What was sent as the one event of an answer's stream, or as its body.
  static JsonNode message(HttpResponse<String> response) throws IOException {
    String body = response.body();
    int data = body.indexOf("data:");
    return WireJson.MAPPER.readTree(
        data < 0 ? body : body.substring(data + 5, body.indexOf('\n', data)));
  }

  Socket socket() throws IOException {
    return new Socket("127.0.0.1", port());
  }

  /// Sends bytes as they are and reads until the server closes.
  String raw(String request) throws IOException {
    try (var socket = socket()) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    door.close();
    http.close();
  }
}
