package dev.keepsake.server.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.WireJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An endpoint like OpenAI's that does what the test wrote down, byte by byte, and looks at what it
/// is sent as OpenAI does: what OpenAI would refuse is a fault.
public final class ScriptedUpstream implements AutoCloseable {
  /// A request.
  public record Asked(String method, String path, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      try {
        return WireJson.MAPPER.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /// The text of the newest message.
    String lastContent() {
      JsonNode messages = json().path("messages");
      return messages.get(messages.size() - 1).path("content").asText();
    }

    /// What the model is told before all else.
    String system() {
      JsonNode first = json().path("messages").path(0);
      return first.path("role").asText().equals("system") ? first.path("content").asText() : "";
    }

    List<String> tools() {
      return json().path("tools").findValues("function").stream()
          .map(function -> function.path("name").asText())
          .toList();
    }
  }

  /// What the model does about a request.
  @FunctionalInterface
  public interface Turn {
    void answer(Asked asked, Reply reply) throws IOException;
  }

  /// A call of a tool.
  public record Call(String id, String tool, String arguments) {}

  /// Requests in order.
  public final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  /// What OpenAI would have refused.
  public final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  private final Deque<Turn> script = new ArrayDeque<>();
  private Turn afterwards = says("OK.");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket listening;

  public ScriptedUpstream() throws IOException {
    listening = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    threads.execute(this::listen);
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v1");
  }

  /// Forgets everything, for the next test.
  synchronized void reset() {
    script.clear();
    afterwards = says("OK.");
    asked.clear();
    faults.clear();
  }

  public synchronized ScriptedUpstream then(Turn... turns) {
    script.addAll(List.of(turns));
    return this;
  }

  public synchronized void forEver(Turn turn) {
    afterwards = turn;
  }

  Asked last() {
    return asked.getLast();
  }

  private synchronized Turn next() {
    Turn next = script.poll();
    return next == null ? afterwards : next;
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Asked request = read(in);
        if (request == null) {
          return;
        }
        asked.add(request);
        if (request.path().endsWith("/chat/completions")) {
          faults.addAll(faults(request));
        }
        var reply = new Reply(socket, in);
        next().answer(request, reply);
        if (reply.closed) {
          return;
        }
      }
    } catch (IOException e) {
      // whoever asked is gone
    }
  }

  private static @org.jspecify.annotations.Nullable Asked read(InputStream in) throws IOException {
    String start = line(in);
    if (start.isEmpty()) {
      return null;
    }
    var headers = new TreeMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] pair = line.split(":", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    String[] parts = start.split(" ");
    return new Asked(parts[0], parts[1], headers, body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /// What the API's reference asks of messages.
  private static List<String> faults(Asked request) {
    var faults = new ArrayList<String>();
    JsonNode json = request.json();
    Set<String> open = new LinkedHashSet<>();
    for (JsonNode message : json.path("messages")) {
      String role = message.path("role").asText();
      if (role.equals("tool")) {
        if (!open.remove(message.path("tool_call_id").asText())) {
          faults.add("a tool message answers no open call: " + message);
        }
      } else if (!open.isEmpty()) {
        faults.add("calls without an answer: " + open);
        open.clear();
      }
      message
          .path("tool_calls")
          .forEach(call -> {
            if (!open.add(call.path("id").asText())) {
              faults.add("an id is there twice: " + call);
            }
            if (!call.path("function").path("arguments").isTextual()) {
              faults.add("arguments are text: " + call);
            }
          });
    }
    if (!open.isEmpty()) {
      faults.add("calls without an answer: " + open);
    }
    Set<String> tools = new LinkedHashSet<>();
    request.tools().stream().filter(name -> !tools.add(name)).forEach(faults::add);
    return faults;
  }

  /// The answer to one request, as it goes out.
  public static final class Reply {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean closed;

    private Reply(Socket socket, InputStream in) throws IOException {
      this.socket = socket;
      this.in = in;
      this.out = socket.getOutputStream();
    }

    public void whole(int status, String type, String body, String... headers) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      raw(head(status, type, "Content-Length: " + bytes.length, headers));
      out.write(bytes);
      out.flush();
    }

    public void json(String body, String... headers) throws IOException {
      whole(200, "application/json", body, headers);
    }

    /// Begins a stream.
    public Reply stream(String... headers) throws IOException {
      raw(head(200, "text/event-stream", "Transfer-Encoding: chunked", headers));
      return this;
    }

    private static String head(int status, String type, String length, String... headers) {
      var head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
      head.append("Content-Type: ").append(type).append("\r\n").append(length).append("\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      return head.append("\r\n").toString();
    }

    /// A part of the stream, as it is.
    public Reply part(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      raw("\r\n");
      return this;
    }

    public Reply event(String data) throws IOException {
      return part("data: " + data + "\n\n");
    }

    public void done() throws IOException {
      event("[DONE]").end();
    }

    public void end() throws IOException {
      raw("0\r\n\r\n");
    }

    public void raw(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /// Hangs up in the middle.
    public void cut() throws IOException {
      closed = true;
      socket.close();
    }

    /// Whether whoever asked hangs up within the time.
    public boolean isHungUpOn(Duration within) throws IOException {
      closed = true;
      socket.setSoTimeout((int) within.toMillis());
      try {
        return in.read() < 0;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) { // a reset is an end too
        return true;
      }
    }
  }

  /// Answers as a whole or in parts, as it is asked.
  public static Turn says(String text) {
    return (asked, reply) -> {
      if (asked.json().path("stream").asBoolean()) {
        reply.stream();
        reply.event(delta("{\"role\":\"assistant\",\"content\":\"\"}"));
        for (String word : text.split("(?<= )")) {
          reply.event(delta("{\"content\":" + quoted(word) + "}"));
        }
        finish(asked, reply, "stop");
      } else {
        reply.json(message("{\"role\":\"assistant\",\"content\":" + quoted(text) + "}", "stop"));
      }
    };
  }

  /// Calls tools, as a whole or in parts, as it is asked.
  public static Turn calls(Call... calls) {
    return (asked, reply) -> {
      if (asked.json().path("stream").asBoolean()) {
        reply.stream();
        reply.event(delta("{\"role\":\"assistant\",\"content\":null}"));
        for (int i = 0; i < calls.length; i++) {
          for (String part : parts(i, calls[i])) {
            reply.event(delta("{\"tool_calls\":[" + part + "]}"));
          }
        }
        finish(asked, reply, "tool_calls");
      } else {
        reply.json(
            message(
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":" + whole(calls) + "}",
                "tool_calls"));
      }
    };
  }

  private static List<String> parts(int index, Call call) {
    int half = call.arguments().length() / 2;
    return List.of(
        "{\"index\":%d,\"id\":%s,\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":\"\"}}"
            .formatted(index, quoted(call.id()), quoted(call.tool())),
        "{\"index\":%d,\"function\":{\"arguments\":%s}}"
            .formatted(index, quoted(call.arguments().substring(0, half))),
        "{\"index\":%d,\"function\":{\"arguments\":%s}}"
            .formatted(index, quoted(call.arguments().substring(half))));
  }

  private static ArrayNode whole(Call... calls) {
    ArrayNode list = WireJson.MAPPER.createArrayNode();
    for (Call call : calls) {
      ObjectNode one = list.addObject().put("id", call.id()).put("type", "function");
      one.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
    }
    return list;
  }

  private static void finish(Asked asked, Reply reply, String reason) throws IOException {
    reply.event(
        "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"toy\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}"
            .formatted(reason));
    if (asked.json().at("/stream_options/include_usage").asBoolean()) {
      reply.event(
          "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"toy\",\"choices\":[],\"usage\":"
              + USAGE
              + "}");
    }
    reply.done();
  }

  private static final String USAGE =
      "{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":4}}";

  public static String delta(String delta) {
    return "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"toy\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":null}]}"
        .formatted(delta);
  }

  static String message(String message, String reason) {
    return "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"toy\",\"choices\":[{\"index\":0,\"message\":%s,\"finish_reason\":\"%s\"}],\"usage\":%s}"
        .formatted(message, reason, USAGE);
  }

  static String quoted(String text) {
    return WireJson.MAPPER.getNodeFactory().textNode(text).toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
