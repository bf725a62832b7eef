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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A server that answers calls of a model with what it was told to.
public final class Endpoint implements AutoCloseable {
  /// One answer.
  public record Reply(int status, String body, Map<String, String> headers) {
    public Reply(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /// What was sent.
  ///
  /// @param authorization empty if there was none
  public record Sent(String path, String authorization, String upgrade, JsonNode body) {}

  private static final Reply NEVER = new Reply(0, "");

  public final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
  private final Function<Sent, Reply> replies;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private Endpoint(Function<Sent, Reply> replies) throws IOException {
    this.replies = replies;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// The last of `replies` for ever.
  public static Endpoint replying(Reply... replies) throws IOException {
    var next = new AtomicInteger();
    return new Endpoint(_ -> replies[Math.min(next.getAndIncrement(), replies.length - 1)]);
  }

  public static Endpoint answering(Function<Sent, Reply> replies) throws IOException {
    return new Endpoint(replies);
  }

  /// One that takes calls and keeps them.
  public static Endpoint silent() throws IOException {
    return new Endpoint(_ -> NEVER);
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

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var call =
          new Sent(
              exchange.getRequestURI().getPath(),
              String.join(",", headers.getOrDefault("Authorization", List.of())),
              String.join(",", headers.getOrDefault("Upgrade", List.of())),
              WireJson.MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
      sent.add(call);
      Reply reply = replies.apply(call);
      if (reply.equals(NEVER)) {
        closing.await();
        return;
      }
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      reply.headers().forEach(exchange.getResponseHeaders()::set);
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
