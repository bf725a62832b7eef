package dev.keepsake.eval.run;

import com.fasterxml.jackson.databind.JsonNode;

/// One call of a tool and its answer, as they went over the wire.
///
/// @param answer the tool's output, or the problem if it failed
/// @param failed whether it did
public record ToolUse(String tool, JsonNode arguments, JsonNode answer, boolean failed) {

  /// The word that says what became of it.
  public String action() {
    return failed ? "failed" : answer.path("action").asText("");
  }
}
