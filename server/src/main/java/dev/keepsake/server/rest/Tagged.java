package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.tool.ToolSpec;

/// Which answers have an entity tag: those that are a memory, or have one.
final class Tagged {
  private Tagged() {}

  static boolean has(ToolSpec spec) {
    JsonNode fields = spec.outputSchema().path("properties");
    return isMemory(fields) || isMemory(fields.path("memory").path("properties"));
  }

  /// Whether a client may ask for it only if it is another than it has.
  static boolean isConditional(Route route, ToolSpec spec) {
    return route.method() == Route.Method.GET && has(spec);
  }

  private static boolean isMemory(JsonNode fields) {
    return fields.has("updated_at") && fields.has("embedding_status");
  }
}
