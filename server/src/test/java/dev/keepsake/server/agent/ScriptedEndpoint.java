package dev.keepsake.server.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// An endpoint like OpenAI's whose model does what the test wrote down; when that is over it says
/// "OK." for ever.
public final class ScriptedEndpoint implements AutoCloseable {
  /// One answer.
  public record Reply(int status, String body) {}

  /// What the model does about a request.
  public interface Turn extends Function<JsonNode, Reply> {}

  /// A call of a tool.
  public record Call(String tool, String arguments) {}

  /// Bodies of the requests, in order.
  public final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());

  public final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  private final Deque<Turn> script = new ArrayDeque<>();
  private Turn afterwards = says("OK.");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public ScriptedEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  public ScriptedEndpoint then(Turn... turns) {
    script.addAll(List.of(turns));
    return this;
  }

  public void forEver(Turn turn) {
    afterwards = turn;
  }

  public static Turn says(String text) {
    return _ -> message(json -> json.put("content", text));
  }

  public static Turn calls(Call... calls) {
    return request ->
        message(json -> {
          var list = json.putArray("tool_calls");
          for (Call call : calls) {
            ObjectNode one = list.addObject();
            one.put("id", "call_%d_%d".formatted(request.path("messages").size(), list.size()));
            one.put("type", "function")
                .putObject("function")
                .put("name", call.tool())
                .put("arguments", call.arguments());
          }
        });
  }

  public static Turn calls(String tool, String arguments) {
    return calls(new Call(tool, arguments));
  }

  public static Turn fails(int status) {
    return _ -> new Reply(status, "{\"error\": {\"message\": \"out of order\"}}");
  }

  private static Reply message(java.util.function.Consumer<ObjectNode> content) {
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("model", "toy");
    ObjectNode choice = json.putArray("choices").addObject().put("finish_reason", "stop");
    content.accept(choice.putObject("message").put("role", "assistant"));
    json.putObject("usage")
        .put("prompt_tokens", 10)
        .put("completion_tokens", 2)
        .put("total_tokens", 12);
    return new Reply(200, json.toString());
  }

  /// The text of the last message of a request: the newest result of a tool, say.
  public static JsonNode lastResult(JsonNode request) {
    JsonNode messages = request.path("messages");
    try {
      return WireJson.MAPPER.readTree(messages.get(messages.size() - 1).path("content").asText());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(messages.toString(), e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = WireJson.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      requests.add(request);
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Reply reply = next().apply(request);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Turn next() {
    Turn next = script.poll();
    return next == null ? afterwards : next;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
