package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.call.CallNames;
import dev.keepsake.server.call.Naming;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;
import java.util.Optional;

/// A tool call as a transport read it. It travels beside the SDK's own request, which knows neither
/// the request's id nor its headers, and turns arguments into maps.
///
/// @param key by which it can be cancelled
/// @param meta `_meta` of the request, or a missing node
record IncomingCall(
    Object key, JsonNode arguments, JsonNode meta, Naming naming, String correlationId) {
  private static final String KEY = "dev.keepsake.call";

  static IncomingCall of(
      Object key, Incoming.Request request, Naming naming, String correlationId) {
    JsonNode arguments = request.params().path("arguments");
    return new IncomingCall(
        key,
        // the protocol lets a client leave them out
        arguments.isMissingNode() ? WireJson.MAPPER.createObjectNode() : arguments,
        request.params().path("_meta"),
        naming,
        correlationId);
  }

  static IncomingCall in(McpTransportContext context) {
    return Optional.ofNullable((IncomingCall) context.get(KEY))
        .orElseThrow(() -> new IllegalStateException("a tool call came past the door"));
  }

  McpTransportContext context() {
    return McpTransportContext.create(Map.of(KEY, this));
  }

  CallNames names() {
    return naming.names(meta, correlationId);
  }
}
