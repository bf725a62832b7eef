package dev.keepsake.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.InputShape;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.WireJson;

/// What waits for confirmation, as it is kept in `pending_confirmations.request`.
record PendingRequest(SaveInput input, Entry entry) {
  private static final String ENTRY = "entry";
  private static final InputShape<SaveInput> SHAPE =
      new InputShape<>(SaveMemory.NAME, SaveInput.class);

  static PendingRequest of(Proposal proposal) {
    return new PendingRequest(proposal.input().withoutKey(), proposal.caller().entry());
  }

  String json() {
    ObjectNode json = WireJson.MAPPER.valueToTree(input);
    return json.put(ENTRY, entry.wireName()).toString();
  }

  static PendingRequest read(PendingWrite pending) {
    JsonNode json;
    try {
      json = WireJson.MAPPER.readTree(pending.request());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the pending write " + pending.id() + " is not JSON", e);
    }
    Entry entry = WireName.require(Entry.class, json.path(ENTRY).asText());
    ((ObjectNode) json).remove(ENTRY);
    return switch (SHAPE.read(json)) {
      case Reading.Read<SaveInput>(var input) -> new PendingRequest(input, entry);
      case Reading.Refused<SaveInput>(var problems) ->
          throw new IllegalStateException(
              "the pending write " + pending.id() + " cannot be read: " + problems);
    };
  }
}
