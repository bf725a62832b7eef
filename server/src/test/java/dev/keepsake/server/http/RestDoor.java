package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.server.proxy.ChatProxy;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The REST API behind its real door, as a program meets it.
final class RestDoor implements AutoCloseable {
  final Keepsake keepsake;
  private final HttpDoor door;
  private final HttpClient http = HttpClient.newHttpClient();

  /// The answer to a call.
  record Answer(int status, JsonNode json, HttpResponse<String> response) {
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    Answer expect(int wanted) {
      assertThat(status).as(response.body()).isEqualTo(wanted);
      return this;
    }

    String text(String pointer) {
      return json.at(pointer).asText();
    }
  }

  RestDoor(KeepsakeSettings settings) {
    keepsake = Keepsake.open(settings, InstantSource.system());
    var metrics = new PrometheusMetrics();
    Optional<UserName> ada = Optional.of(new UserName("ada"));
    var chat = ProxySettings.before(new ProxySettings.Behind.Nobody("Nobody is asked here."));
    door =
        HttpDoor.start(
            keepsake,
            new HttpSettings("localhost", 0, ada),
            metrics,
            List.of(new ChatProxy(keepsake, chat, ada, metrics)));
  }

  /// All that is served beside MCP, such as `GET /health/live`.
  Set<String> routes() {
    return door.routes();
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + door.port() + path);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  Answer patch(String path, String body, String... headers) {
    return send("PATCH", path, body, headers);
  }

  Answer delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  Answer send(
      String method,
      String path,
      @org.jspecify.annotations.Nullable String body,
      String... headers) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = answer(request.build());
    JsonNode json =
        response.body().startsWith("{")
            ? BadRequests.parsed(response.body())
            : WireJson.MAPPER.createObjectNode();
    return new Answer(response.statusCode(), json, response);
  }

  /// A call that clients would not make.
  HttpResponse<String> sendBytes(
      String method, String path, byte[] body, java.util.List<String> headers) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return answer(request.build());
  }

  /// The status line and all that follows, of a request that no client would send.
  String raw(String methodAndTarget, String... headers) throws IOException {
    String request =
        methodAndTarget
            + " HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(door.port())
            + String.join("", java.util.Arrays.stream(headers).map(h -> h + "\r\n").toList())
            + "Connection: close\r\n\r\n";
    try (var socket = new java.net.Socket("localhost", door.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<String> answer(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
    door.close();
    keepsake.close();
  }
}
