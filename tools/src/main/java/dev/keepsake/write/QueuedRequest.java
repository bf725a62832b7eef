package dev.keepsake.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.WireJson;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was accepted and waits for its decision, as it is kept in `memory_writes.request`: all that
/// the decision needs beside the row.
///
/// @param entry by which way the call came in
/// @param rule of the policy that accepted it
/// @param confirmation if it had waited for one
/// @param noted what the policy had done to it
record QueuedRequest(
    WriteInput input, Entry entry, String rule, Optional<Confirmation> confirmation, Noted noted) {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedRequest.class);

  static QueuedRequest of(Proposal proposal, String rule) {
    return new QueuedRequest(
        proposal.input(),
        proposal.caller().entry(),
        rule,
        proposal.confirmation(),
        proposal.noted());
  }

  String json() {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    json.set("input", KeptInput.json(input));
    json.put("entry", entry.wireName()).put("rule", rule);
    noted.keep(json);
    confirmation.ifPresent(given ->
        json.putObject("confirmed")
            .put("pending_id", given.pending().toString())
            .put("entry", given.entry().wireName())
            .put("client_id", given.client().toString()));
    return json.toString();
  }

  /// Empty if another version wrote what this one can't read, which is logged: one such row must
  /// not hold up the others.
  static Optional<QueuedRequest> find(QueuedWrite write) {
    try {
      return Optional.of(read(write));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.atError().setCause(e).addKeyValue("write", write.id()).log("cannot be read");
      return Optional.empty();
    }
  }

  private static QueuedRequest read(QueuedWrite write) throws JsonProcessingException {
    JsonNode json = WireJson.MAPPER.readTree(write.request());
    JsonNode confirmed = json.path("confirmed");
    return new QueuedRequest(
        KeptInput.read(json.path("input")),
        entry(json),
        json.path("rule").asText(),
        confirmed.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new Confirmation(
                    new PendingId(UUID.fromString(confirmed.path("pending_id").asText())),
                    entry(confirmed),
                    new ClientId(UUID.fromString(confirmed.path("client_id").asText())),
                    write.conversation())),
        Noted.read(json));
  }

  private static Entry entry(JsonNode json) {
    return WireName.require(Entry.class, json.path("entry").asText());
  }

  /// The same proposal as it arrived, of a caller who waits no more.
  Proposal proposal(QueuedWrite write) {
    var caller =
        new Caller(
            write.tenant(),
            Set.of(),
            Optional.empty(),
            write.conversation(),
            write.correlationId(),
            entry);
    return new Proposal(
        write.id(), write.owner(), caller, input, write.acceptedAt(), confirmation, noted);
  }

  /// The memory that may come of it, to be found and shown until then.
  Memory memory(QueuedWrite write) {
    return new Memory(
        write.id(),
        write.owner(),
        input.statement(),
        proposal(write).origin(),
        proposal(write).lifetime(write.acceptedAt()),
        Status.ACTIVE,
        Optional.empty(),
        EmbeddingStatus.PENDING,
        0);
  }

  /// The labels of that memory, a JSON object.
  String labels() {
    return input.filterTags().orElse(JsonObject.EMPTY).text();
  }
}
