package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.call.Naming;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;
import java.util.Optional;

/// A request as a transport read it. It travels beside the SDK's own request, which knows neither
/// the request's id nor its headers, and turns parameters into maps.
///
/// @param running by which it can be cancelled
/// @param params an object or a missing node
record IncomingCall(
    RunningCalls.Running running,
    JsonNode params,
    Identity identity,
    Naming naming,
    String correlationId) {
  private static final String KEY = "dev.keepsake.call";

  /// @param drawn the correlation id, unless the request names one
  static IncomingCall of(
      RunningCalls.Running running,
      Incoming.Request request,
      Identity identity,
      Naming naming,
      String drawn) {
    JsonNode params = request.params();
    String correlationId = naming.correlationId(params.path("_meta"), drawn);
    return new IncomingCall(running, params, identity, naming, correlationId);
  }

  static IncomingCall in(McpTransportContext context) {
    return Optional.ofNullable((IncomingCall) context.get(KEY))
        .orElseThrow(() -> new IllegalStateException("a request came past the door"));
  }

  McpTransportContext context() {
    return McpTransportContext.create(Map.of(KEY, this));
  }

  /// Of a tool; the protocol lets a client leave them out.
  JsonNode arguments() {
    JsonNode arguments = params.path("arguments");
    return arguments.isMissingNode() ? WireJson.MAPPER.createObjectNode() : arguments;
  }

  JsonNode meta() {
    return params.path("_meta");
  }

  /// @throws dev.keepsake.error.MemoryException with `INVALID_INPUT` if a name is malformed or two
  ///   differ, with `FORBIDDEN` if the caller may not name the user
  Caller caller() {
    return identity.caller(naming.names(meta(), correlationId), Entry.AGENT);
  }
}
