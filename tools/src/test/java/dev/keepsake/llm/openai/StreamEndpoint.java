package dev.keepsake.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.tool.WireJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A server that says byte for byte what a test has it say, and when; one connection a call.
final class StreamEndpoint implements AutoCloseable {

  /// What is said to one call.
  interface Part {
    void say(Line line) throws IOException, InterruptedException;
  }

  final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch gone = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Part> parts;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param parts of the calls in their order; the last one for all that follow
  StreamEndpoint(Part... parts) throws IOException {
    this.parts = List.of(parts);
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
  }

  private void accept() {
    try {
      while (true) {
        Socket call = socket.accept();
        threads.execute(() -> answer(call));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void answer(Socket call) {
    try (call) {
      InputStream in = new BufferedInputStream(call.getInputStream());
      asked.add(WireJson.MAPPER.readTree(in.readNBytes(bodyLength(in))));
      parts.get(Math.min(asked.size(), parts.size()) - 1).say(new Line(in, call.getOutputStream()));
    } catch (IOException e) {
      gone.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int bodyLength(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString()
        .lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  /// Whether a client went away before it was told everything.
  boolean isLeft() throws InterruptedException {
    return gone.await(20, TimeUnit.SECONDS);
  }

  /// A connection to who calls.
  final class Line {
    private final InputStream in;
    private final OutputStream out;

    Line(InputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    void say(String raw) throws IOException {
      out.write(raw.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /// The head of a stream whose end can be told from a cut.
    void begin() throws IOException {
      say(
          "HTTP/1.1 200 OK\r\n"
              + "Content-Type: text/event-stream\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
    }

    /// The head of one that ends with the connection, whyever that ends.
    void beginUnbounded() throws IOException {
      say("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    }

    void chunk(String text) throws IOException {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      say(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    void event(String data) throws IOException {
      chunk("data: " + data + "\n\n");
    }

    void text(String more) throws IOException {
      event(delta("{\"content\": %s}".formatted(WireJson.MAPPER.valueToTree(more)), "null"));
    }

    void finish(String reason) throws IOException {
      event(delta("{}", "\"" + reason + "\""));
      event(
          "{\"id\": \"c\", \"choices\": [], \"usage\": {\"prompt_tokens\": 12,"
              + " \"completion_tokens\": 3, \"total_tokens\": 15}}");
      event("[DONE]");
      say("0\r\n\r\n");
    }

    /// Says nothing until the client or the test has had enough.
    void stall() throws IOException, InterruptedException {
      threads.execute(() -> {
        try {
          if (in.read() < 0) {
            gone.countDown();
          }
        } catch (IOException e) {
          gone.countDown();
        }
      });
      closing.await();
    }
  }

  static String delta(String delta, String reason) {
    return "{\"id\": \"c\", \"choices\": [{\"index\": 0, \"delta\": %s, \"finish_reason\": %s}]}"
        .formatted(delta, reason);
  }

  static void refuse(Line line, int status, String body) throws IOException {
    line.say(
        "HTTP/1.1 %d No\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    socket.close();
    threads.shutdownNow();
    threads.close();
  }
}
