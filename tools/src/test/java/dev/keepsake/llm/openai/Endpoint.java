package dev.keepsake.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that answers calls of a model with what it was told to, the last of it for ever.
final class Endpoint implements AutoCloseable {
  /// One answer.
  record Reply(int status, String body) {}

  /// What was sent.
  ///
  /// @param authorization empty if there was none
  record Sent(String path, String authorization, String upgrade, JsonNode body) {}

  private static final Reply NEVER = new Reply(0, "");

  final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
  private final List<Reply> replies;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private Endpoint(List<Reply> replies) throws IOException {
    this.replies = replies;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static Endpoint replying(Reply... replies) throws IOException {
    return new Endpoint(List.of(replies));
  }

  /// One that takes calls and keeps them.
  static Endpoint silent() throws IOException {
    return new Endpoint(List.of(NEVER));
  }

  static Reply answer(String message) {
    return new Reply(
        200,
        """
        {"id": "c-1", "model": "toy", "choices": [{"index": 0, "message": %s, "finish_reason": "stop"}],
         "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}}\
        """
            .formatted(message));
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      sent.add(
          new Sent(
              exchange.getRequestURI().getPath(),
              String.join(",", headers.getOrDefault("Authorization", List.of())),
              String.join(",", headers.getOrDefault("Upgrade", List.of())),
              WireJson.MAPPER.readTree(exchange.getRequestBody().readAllBytes())));
      Reply reply = replies.get(Math.min(sent.size(), replies.size()) - 1);
      if (reply.equals(NEVER)) {
        closing.await();
        return;
      }
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
