package dev.keepsake.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.tool.WireJson;

/// How a pending write was answered and what came of it, as it is kept in
/// `pending_confirmations.outcome`: without the statement, which erasure could not find there.
///
/// @param content what was accepted or declined: the statement that waited, or its correction
/// @param answer as [SaveAnswer#stored] writes it
record PendingOutcome(boolean accepted, ContentHash content, String answer) {

  String json() {
    return WireJson.MAPPER
        .createObjectNode()
        .put("accepted", accepted)
        .put("content_hash", content.hex())
        .put("answer", answer)
        .toString();
  }

  static PendingOutcome read(String json) {
    try {
      JsonNode kept = WireJson.MAPPER.readTree(json);
      return new PendingOutcome(
          kept.path("accepted").asBoolean(),
          new ContentHash(kept.path("content_hash").asText()),
          kept.path("answer").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the outcome of a pending write is not JSON", e);
    }
  }
}
