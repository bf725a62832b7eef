package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.call.JsonBody;
import dev.keepsake.server.call.Naming;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.ProtocolVersions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Stands before the SDK's servlet: refuses what that would answer badly, notes requests, and
/// carries cancellations to them. What is not about JSON-RPC is refused by `sendError`, to become a
/// problem further out.
final class McpFilter extends HttpFilter {
  static final String CALL_ATTRIBUTE = "dev.keepsake.call";
  private static final long serialVersionUID = 1L;
  private static final List<String> VERSIONS =
      List.of(
          ProtocolVersions.MCP_2025_11_25,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_03_26);

  /// UnsupportedProtocolVersion, as revision 2026-07-28 defines it.
  private static final int UNSUPPORTED_VERSION = -32_022;

  private static final String FULL = "Too many messages are being read: try again in a second.";

  private final transient BodyReader bodies;
  private final transient RunningCalls running = new RunningCalls();
  private final transient SessionOwners owners;
  private final transient Optional<UserName> defaultUser;
  private final transient WorkLimit limit = new WorkLimit();

  /// A request's id is unique within its session.
  private record CallKey(String session, Object id) {}

  McpFilter(MessageReader reader, SessionOwners owners, Optional<UserName> defaultUser) {
    this.bodies = new BodyReader(reader);
    this.owners = owners;
    this.defaultUser = defaultUser;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!request.getRequestURI().equals(McpEndpoint.PATH)) {
      response.sendError(404, "There is nothing here; MCP is at " + McpEndpoint.PATH + ".");
      return;
    }
    String version = request.getHeader(HttpHeaders.PROTOCOL_VERSION);
    if (version != null && !VERSIONS.contains(version)) {
      refuseVersion(request, response, version);
      return;
    }
    boolean foreign = owners.isForeign(session(request), Identity.of(request));
    HttpServletRequest seen = foreign ? new SessionlessRequest(request) : request;
    switch (request.getMethod()) {
      case "POST" -> post(seen, response, chain);
      case "GET", "DELETE" -> chain.doFilter(seen, response);
      case String other -> {
        response.setHeader("Allow", "POST, GET, DELETE");
        response.sendError(405, "MCP takes POST, GET and DELETE, not " + other + ".");
      }
    }
  }

  /// Under the request's own id and with the versions as data: so a client of a newer revision
  /// knows the answer for what it is, and goes back to `initialize`.
  private void refuseVersion(
      HttpServletRequest request, HttpServletResponse response, String version) throws IOException {
    Optional<BodyReader.Read> read = bodies.read(request);
    if (read.isEmpty()) {
      refuseForNow(response, FULL);
      return;
    }
    JsonNode id =
        switch (read.get().message()) {
          case Incoming.Request asked -> asked.id();
          case Incoming.Refused refused -> refused.id();
          case Incoming.Notification _, Incoming.Answer _ -> NullNode.instance;
        };
    ObjectNode data = WireJson.MAPPER.createObjectNode();
    VERSIONS.forEach(data.putArray("supported")::add);
    data.put("requested", version);
    String sentence =
        "The header MCP-Protocol-Version names no version that is served here: initialize with one"
            + " of %s.".formatted(String.join(", ", VERSIONS));
    write(response, 400, SdkJson.error(id, UNSUPPORTED_VERSION, sentence, data));
  }

  private void post(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!JsonBody.isAnnounced(request)) {
      response.sendError(415, "Send the message as application/json in UTF-8.");
      return;
    }
    Optional<BodyReader.Read> read = bodies.read(request);
    if (read.isPresent()) {
      accept(read.get().request(), read.get().message(), response, chain);
    } else {
      refuseForNow(response, FULL);
    }
  }

  private void accept(
      BodyRequest request, Incoming message, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (message) {
      case Incoming.Refused refused -> refuse(response, refused);
      case Incoming.Request call when call.isInitialize() -> open(request, response, chain);
      case Incoming.Request call -> {
        try (var expected = running.expect(new CallKey(session(request), call.id()))) {
          note(expected, call, request, response);
          work(new BodyRequest(request, forSdk(call)), response, chain);
        }
      }
      case Incoming.Notification n when n.isCancellation() -> {
        running.cancel(new CallKey(session(request), n.cancelledId()));
        chain.doFilter(request, response);
      }
      case Incoming.Notification _, Incoming.Answer _ -> chain.doFilter(request, response);
    }
  }

  private void open(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    ScopedValue.where(SessionOwners.OPENING, Identity.of(request))
        .<Boolean, IOException>call(() -> {
          try {
            work(request, response, chain);
            return true;
          } catch (ServletException e) {
            throw new IllegalStateException("the SDK's servlet failed", e);
          }
        });
  }

  /// Returns when the request is answered: the SDK's servlet waits for the handler.
  private void work(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> refusal = limit.enter();
    if (refusal.isPresent()) {
      refuseForNow(response, refusal.get());
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      limit.leave();
    }
  }

  /// From now on no request is taken; answers and notifications are.
  void admitNoMore() {
    limit.close();
  }

  /// Waits for the requests in work.
  void awaitIdle(Duration patience) {
    limit.awaitIdle(patience);
  }

  private static void refuseForNow(HttpServletResponse response, String sentence)
      throws IOException {
    response.setHeader("Retry-After", "1");
    response.sendError(503, sentence);
  }

  private void note(
      RunningCalls.Running expected,
      Incoming.Request request,
      HttpServletRequest carrier,
      HttpServletResponse response) {
    Identity identity = Identity.of(carrier);
    var naming = identity.naming(Naming.Headers.of(carrier), defaultUser);
    String drawn = String.valueOf(carrier.getAttribute(McpEndpoint.CORRELATION_ATTRIBUTE));
    var call = IncomingCall.of(expected, request, identity, naming, drawn);
    response.setHeader("X-Correlation-Id", call.correlationId());
    carrier.setAttribute(CALL_ATTRIBUTE, call);
  }

  private static String session(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.MCP_SESSION_ID)).orElse("");
  }

  /// The parameters stay with the noted call: the SDK need not read them.
  private static byte[] forSdk(Incoming.Request call) throws IOException {
    var json = WireJson.MAPPER.createObjectNode().put("jsonrpc", "2.0");
    json.set("id", call.id());
    json.put("method", call.method());
    json.putObject("params");
    return WireJson.MAPPER.writeValueAsBytes(json);
  }

  /// Wrong parameters are an answer to a sound request, the rest is no request at all.
  private static void refuse(HttpServletResponse response, Incoming.Refused refused)
      throws IOException {
    write(
        response,
        refused.code() == ErrorCodes.INVALID_PARAMS ? 200 : 400,
        SdkJson.error(refused.id(), refused.code(), refused.sentence()));
  }

  private static void write(HttpServletResponse response, int status, String json)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
  }
}
