package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema;

/// A JSON-RPC message from a client, read and checked.
sealed interface Incoming {

  /// @param id text or a whole number
  /// @param params an object or a missing node
  record Request(JsonNode id, String method, JsonNode params) implements Incoming {
    boolean isToolCall() {
      return method.equals(McpSchema.METHOD_TOOLS_CALL);
    }

    boolean isInitialize() {
      return method.equals(McpSchema.METHOD_INITIALIZE);
    }
  }

  record Notification(String method, JsonNode params) implements Incoming {
    boolean isCancellation() {
      return method.equals(Peer.CANCELLED);
    }

    JsonNode cancelledId() {
      return params.path("requestId");
    }
  }

  /// A client's answer to a request of ours.
  record Answer(JsonNode json) implements Incoming {}

  /// Not acceptable.
  ///
  /// @param id null node if there is none to be found
  /// @param code of JSON-RPC
  /// @param sentence what was wrong and what to do
  record Refused(JsonNode id, int code, String sentence) implements Incoming {}
}
