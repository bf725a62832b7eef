package dev.keepsake.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A remote embedding model that speaks as OpenAI's does, and fails as often as it is told to. Its
/// vectors count the words of a text.
final class EmbeddingEndpoint implements AutoCloseable {
  static final int DIMENSION = 256;
  static final String MODEL = "words-256";

  private final HttpServer server;
  private final double failing;
  private final Random random;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  private EmbeddingEndpoint(HttpServer server, double failing, long seed) {
    this.server = server;
    this.failing = failing;
    this.random = new Random(seed);
  }

  /// @param failing share of calls that are answered with 500
  static EmbeddingEndpoint start(double failing, long seed) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var endpoint = new EmbeddingEndpoint(server, failing, seed);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/embeddings", endpoint::answer);
    server.start();
    return endpoint;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  int calls() {
    return calls.get();
  }

  int failed() {
    return failed.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = Node.JSON.readTree(exchange.getRequestBody());
      calls.incrementAndGet();
      if (fails()) {
        failed.incrementAndGet();
        send(exchange, 500, "{\"error\":{\"message\":\"out of order\",\"type\":\"server_error\"}}");
        return;
      }
      send(exchange, 200, vectors(texts(request.path("input"))).toString());
    }
  }

  private synchronized boolean fails() {
    return random.nextDouble() < failing;
  }

  private static List<String> texts(JsonNode input) {
    var texts = new ArrayList<String>();
    if (input.isTextual()) {
      texts.add(input.asText());
    }
    input.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static ObjectNode vectors(List<String> texts) {
    ObjectNode answer = Node.JSON.createObjectNode().put("object", "list").put("model", MODEL);
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < texts.size(); i++) {
      ArrayNode vector =
          data.addObject().put("object", "embedding").put("index", i).putArray("embedding");
      for (double value : counted(texts.get(i))) {
        vector.add(value);
      }
    }
    answer.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
    return answer;
  }

  private static double[] counted(String text) {
    double[] counts = new double[DIMENSION];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      counts[Math.floorMod(word.hashCode(), DIMENSION)]++;
    }
    double length = 0;
    for (double count : counts) {
      length += count * count;
    }
    for (int i = 0; i < DIMENSION; i++) {
      counts[i] /= Math.sqrt(length);
    }
    return counts;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
