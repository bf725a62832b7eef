package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.access.AccessKeys.Made;
import dev.keepsake.access.KeyRequest;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.SharedEmbedder;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.auth.TickingAuthenticator;
import dev.keepsake.server.call.Reach;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.server.mcp.ToyMemory;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.server.proxy.ChatProxy;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.tool.Right;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The real door before a real memory, with a clock and a watch that the test sets.
final class KeyedDoor implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final ProxySettings NO_MODEL =
      ProxySettings.before(new ProxySettings.Behind.Nobody("Nobody is asked here."));

  private static final Embedder MODEL =
      new SharedEmbedder(
          OnnxEmbedder.start(
              Path.of(System.getProperty("java.io.tmpdir"), "keepsake-test-model"),
              OnnxSettings.defaults()));

  final AtomicReference<Instant> now = new AtomicReference<>(START);
  final Keepsake keepsake;
  final HttpClient http = HttpClient.newHttpClient();
  private final HttpDoor door;

  KeyedDoor(Path home) {
    this(home, settings("127.0.0.1", Set.of(), false));
  }

  KeyedDoor(Path home, HttpSettings settings) {
    this(KeepsakeSettings.defaults(home), settings);
  }

  KeyedDoor(KeepsakeSettings memory, HttpSettings settings) {
    keepsake =
        Keepsake.open(memory, new KeepsakeParts(MODEL, ToyMemory.IDS, now::get), Observers.none());
    try {
      door = open(settings);
    } catch (RuntimeException e) {
      keepsake.close();
      throw e;
    }
  }

  static HttpSettings settings(String host, Set<String> allowedHosts, boolean keyRequired) {
    var reach = new Reach(allowedHosts, Optional.empty(), Set.of());
    return settings(host, reach, keyRequired, Optional.empty());
  }

  static HttpSettings settings(
      String host, Reach reach, boolean keyRequired, Optional<JwtSettings> jwt) {
    return new HttpSettings(
        host, 0, Optional.of(new UserName("ada")), 1 << 20, reach, keyRequired, jwt);
  }

  /// Another door before the same memory.
  HttpDoor open(HttpSettings settings) {
    return HttpDoor.start(
        settings,
        TickingAuthenticator.of(
            keepsake,
            settings.tokens(),
            settings.keyRequired(),
            () -> Duration.between(START, now.get()).toNanos(),
            now::get),
        keepsake.ids(),
        McpEndpoint.open(keepsake, settings.defaultUser(), settings.maxBodyBytes()),
        List.of(
            new ToolsApi(keepsake.tools(), settings.defaultUser(), new WorkLimit()),
            new RestApi(
                keepsake.records(),
                keepsake.creations()::budget,
                settings.defaultUser(),
                new WorkLimit()),
            new ChatProxy(keepsake, NO_MODEL, settings.defaultUser(), new PrometheusMetrics())),
        new Health(keepsake::checkStore, keepsake::embedder),
        new PrometheusMetrics());
  }

  int port() {
    return door.port();
  }

  void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  /// Makes a key and waits until the door has heard of it.
  Made make(KeyRequest request) {
    Made made = keepsake.accessKeys().create(request);
    pass(Duration.ofSeconds(1));
    return made;
  }

  String key() {
    return make(request("local", "local")).text().reveal();
  }

  String key(String organization, String client) {
    return make(request(organization, client)).text().reveal();
  }

  String keyWith(String client, Right... rights) {
    return make(new KeyRequest(
            OrganizationName.LOCAL,
            new ClientName(client),
            Optional.empty(),
            Optional.of(Set.of(rights)),
            Optional.empty(),
            Optional.empty()))
        .text()
        .reveal();
  }

  String keyIn(String client, String scope) {
    return make(new KeyRequest(
            OrganizationName.LOCAL,
            new ClientName(client),
            Optional.of(new Scope(scope)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()))
        .text()
        .reveal();
  }

  static KeyRequest request(String organization, String client) {
    return new KeyRequest(
        new OrganizationName(organization),
        new ClientName(client),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpRequest.Builder tool(String name, String arguments) {
    return to("/api/v1/tools/" + name)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(arguments));
  }

  HttpRequest.Builder mcp(String body) {
    return to("/mcp")
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(BodyPublishers.ofString(body));
  }

  HttpRequest.Builder mcpCall(String session, String tool, String arguments) {
    return mcp("""
    {"jsonrpc":"2.0","id":1,"method":"tools/call",\
    "params":{"name":"%s","arguments":%s}}\
    """
            .formatted(tool, arguments))
        .header("Mcp-Session-Id", session);
  }

  String session(String key) throws IOException, InterruptedException {
    var opened = send(mcp(OpenDoor.INITIALIZE).header("Authorization", "Bearer " + key));
    return opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return WireJson.MAPPER.readTree(response.body());
  }

  /// The status line and all that follows, for headers that a client would not send.
  String raw(String method, String path, String... headers) throws IOException {
    String request =
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + String.join("\r\n", headers)
            + "\r\nConnection: close\r\n\r\n";
    try (var socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    door.close();
    keepsake.close();
    http.close();
  }
}
