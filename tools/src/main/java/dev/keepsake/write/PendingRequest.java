package dev.keepsake.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.WireJson;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits for confirmation, as it is kept in `pending_confirmations.request`.
record PendingRequest(WriteInput input, Entry entry) {
  private static final Logger LOG = LoggerFactory.getLogger(PendingRequest.class);
  private static final String ENTRY = "entry";

  static PendingRequest of(Proposal proposal) {
    return new PendingRequest(proposal.input(), proposal.caller().entry());
  }

  String json() {
    return KeptInput.json(input).put(ENTRY, entry.wireName()).toString();
  }

  /// @throws MemoryException with `INTERNAL` if what waits can't be read by this version
  static PendingRequest require(PendingWrite pending) {
    return find(pending)
        .orElseThrow(() ->
            new MemoryException(
                ErrorCode.INTERNAL,
                "What waits as %s cannot be read by this version; it is discarded at %s."
                    .formatted(pending.id(), pending.expiresAt())));
  }

  /// Empty if another version wrote what this one can't read, which is logged: one such row must
  /// not hide the others.
  static Optional<PendingRequest> find(PendingWrite pending) {
    try {
      return Optional.of(read(pending.request()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.atError().setCause(e).addKeyValue("pending", pending.id()).log("cannot be read");
      return Optional.empty();
    }
  }

  private static PendingRequest read(String request) throws JsonProcessingException {
    if (!(WireJson.MAPPER.readTree(request) instanceof ObjectNode json)) {
      throw new IllegalArgumentException("no JSON object");
    }
    // what was kept before the way was kept too came from agents
    Entry entry = WireName.require(Entry.class, json.path(ENTRY).asText(Entry.AGENT.wireName()));
    json.remove(ENTRY);
    return new PendingRequest(KeptInput.read(json), entry);
  }
}
