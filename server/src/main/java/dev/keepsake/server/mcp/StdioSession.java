package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.call.Naming;
import dev.keepsake.server.call.Whose;
import dev.keepsake.server.mcp.LineReader.Line;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One client over stdio. The reading thread keeps the order of what must have one (initialize,
/// notifications, answers); every other request runs on a virtual thread of its own.
final class StdioSession {
  static final int MAX_LINE_BYTES = 1 << 20;

  /// Requests in work; then reading waits, so that a flood stays in the client's pipe.
  static final int MAX_IN_WORK = 256;

  private static final int GRACE_SECONDS = 30;
  private static final List<String> VERSIONS =
      List.of(
          ProtocolVersions.MCP_2024_11_05,
          ProtocolVersions.MCP_2025_03_26,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_11_25);
  private static final Logger LOG = LoggerFactory.getLogger(StdioSession.class);

  private enum Greeting {
    NONE,
    INITIALIZED,
    CONFIRMED
  }

  private final McpService service;
  private final Runnable greeted;
  private final Naming naming;
  private final MessageReader reader;
  private final RunningCalls running = new RunningCalls();
  private final Semaphore free = new Semaphore(MAX_IN_WORK);
  private final StdioTransport transport;
  private final McpRequests requests;
  private final Peer peer = new Peer();
  private final McpServerSession session;
  // touched by the reading thread alone
  private Greeting greeting = Greeting.NONE;

  /// @param greeted run once, when the client has its answer to `initialize`
  StdioSession(McpService service, Runnable greeted, Optional<UserName> user, PrintStream out) {
    this.service = service;
    this.greeted = greeted;
    this.naming = new Naming(Naming.Headers.NONE, new Whose.Served(user));
    this.reader = new MessageReader(service.tools().catalog());
    this.transport = new StdioTransport(out, peer);
    this.requests = new McpRequests(service);
    this.session =
        new McpServerSession(
            service.ids().next().toString(),
            service.times().patience(),
            transport,
            request -> Mono.just(requests.initialize(request, VERSIONS)),
            requests.handlers(peer),
            McpRequests.notifications(),
            Mono::empty);
  }

  /// Reads until the end of `in`, then waits for what is in work.
  void serve(InputStream in) throws IOException {
    var lines = new LineReader(in, MAX_LINE_BYTES);
    try {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        accept(line.get());
      }
    } finally {
      finish();
    }
  }

  private void accept(Line line) {
    switch (line) {
      case Line.Text(var text) when text.isBlank() -> {}
      case Line.Text(var text) -> accept(reader.read(text));
      case Line.NotUtf8() ->
          refuse(ErrorCodes.PARSE_ERROR, "The message is not UTF-8: encode it as UTF-8.");
      case Line.TooLong() ->
          refuse(ErrorCodes.INVALID_REQUEST, "The message is over 1 MiB: send a smaller one.");
    }
  }

  private void accept(Incoming message) {
    switch (message) {
      case Incoming.Request request -> accept(request);
      case Incoming.Notification notification -> accept(notification);
      case Incoming.Answer(var json) -> answered(json);
      case Incoming.Refused(var id, var code, var sentence) ->
          transport.write(SdkJson.error(id, code, sentence));
    }
  }

  private void accept(Incoming.Request request) {
    if (request.isInitialize()) {
      hand(sdkRequest(request), McpTransportContext.EMPTY);
      if (greeting == Greeting.NONE) {
        greeted.run();
      }
      greeting = Greeting.INITIALIZED;
    } else if (request.method().equals(McpSchema.METHOD_PING)) {
      // the SDK answers no ping before initialize
      transport.write(pong(request.id()));
    } else if (greeting == Greeting.NONE && requests.knows(request.method())) {
      refuse(request.id(), ErrorCodes.INVALID_REQUEST, "Send `initialize` first.");
    } else {
      confirm();
      start(request);
    }
  }

  /// The SDK lets requests wait, for ever if need be, until the client has confirmed; some send
  /// their first call without.
  private void confirm() {
    if (greeting == Greeting.INITIALIZED) {
      var initialized = McpSchema.METHOD_NOTIFICATION_INITIALIZED;
      hand(new McpSchema.JSONRPCNotification(initialized), McpTransportContext.EMPTY);
      greeting = Greeting.CONFIRMED;
    }
  }

  private void start(Incoming.Request request) {
    free.acquireUninterruptibly();
    var call = running.expect(request.id()); // here, before the next line is read
    var _ =
        Thread.startVirtualThread(() -> {
          try (call) {
            run(call, request);
          } finally {
            free.release();
          }
        });
  }

  private void run(RunningCalls.Running running, Incoming.Request request) {
    String drawn = service.ids().next().toString();
    var call = IncomingCall.of(running, request, service.local(), naming, drawn);
    hand(sdkRequest(request), call.context());
  }

  private void accept(Incoming.Notification notification) {
    if (notification.isCancellation()) {
      running.cancel(notification.cancelledId());
    } else if (notification.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED)) {
      confirm();
    }
    // no other notification asks for anything
  }

  private void hand(JSONRPCMessage message, McpTransportContext context) {
    try {
      session.handle(message).contextWrite(c -> c.put(McpTransportContext.KEY, context)).block();
    } catch (RuntimeException e) { // one message must not end the session
      LOG.error("a message could not be handled", e);
    }
  }

  private void answered(JsonNode json) {
    McpSchema.JSONRPCResponse answer;
    try {
      answer = SdkJson.MAPPER.convertValue(json, McpSchema.JSONRPCResponse.class);
    } catch (IllegalArgumentException e) {
      LOG.debug("a client's answer was malformed", e);
      // so that the question need not wait out its time
      answer =
          McpSchema.JSONRPCResponse.error(
              plain(json.path("id")),
              new McpSchema.JSONRPCResponse.JSONRPCError(
                  ErrorCodes.INVALID_REQUEST, "malformed", null));
    }
    hand(answer, McpTransportContext.EMPTY);
  }

  private void refuse(int code, String sentence) {
    refuse(NullNode.instance, code, sentence);
  }

  private void refuse(JsonNode id, int code, String sentence) {
    transport.write(SdkJson.error(id, code, sentence));
  }

  private void finish() {
    peer.goes();
    try {
      if (!free.tryAcquire(MAX_IN_WORK, GRACE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("calls were still in work {} s after the input ended", GRACE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }

  private static String pong(JsonNode id) {
    var json = WireJson.MAPPER.createObjectNode().put("jsonrpc", "2.0");
    json.set("id", id);
    json.putObject("result");
    return json.toString();
  }

  private static JSONRPCMessage sdkRequest(Incoming.Request request) {
    // what it asks for travels in its IncomingCall
    Object params = request.isInitialize() ? request.params() : Map.of();
    return new McpSchema.JSONRPCRequest(request.method(), plain(request.id()), params);
  }

  private static Object plain(JsonNode id) {
    return id.isTextual() ? id.textValue() : (Object) id.longValue();
  }
}
