package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.Checkpoint;
import dev.keepsake.history.ChainCheck;
import dev.keepsake.history.MemoryHistory.Story;
import dev.keepsake.history.TrailCheck;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Origin;
import dev.keepsake.tool.WireJson;
import java.util.List;

/// Histories and audit events as JSON. Written out field by field: what a record holds is not yet
/// what is promised to scripts.
final class AuditJson {
  /// The fields of an event that hold what somebody said.
  static final List<String> TEXTS = List.of("before_content", "after_content", "reason", "tags");

  private AuditJson() {}

  static ObjectNode of(Story story) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    var chain = json.putArray("memories");
    story.chain().forEach(memory -> chain.add(of(memory)));
    var events = json.putArray("events");
    story.events().forEach(event -> events.add(of(event)));
    return json;
  }

  static ObjectNode of(ChainCheck check) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("whole", check.whole())
            .put("events", check.events());
    check.faults().forEach(json.putArray("faults")::add);
    return json;
  }

  static ObjectNode of(TrailCheck check) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("whole", check.whole())
            .put("users", check.users())
            .put("events", check.events())
            .put("checkpoints", check.checkpoints());
    check.faults().forEach(json.putArray("faults")::add);
    return json;
  }

  static ObjectNode of(Checkpoint checkpoint) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("action", "taken")
            .put("number", checkpoint.number())
            .put("taken_at", checkpoint.at().toString())
            .put("prev_hash", checkpoint.previousHash());
    var heads = json.putArray("heads");
    checkpoint.heads().forEach(head -> heads.add(Checkpoint.line(head)));
    return json.put("hash", checkpoint.hash())
        .put("key_id", checkpoint.keyId())
        .put("signature", checkpoint.signature());
  }

  /// Instead of a checkpoint, where nothing has happened.
  static ObjectNode nothing() {
    return WireJson.MAPPER.createObjectNode().put("action", "up_to_date");
  }

  private static ObjectNode of(Memory memory) {
    var lifetime = memory.lifetime();
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("id", memory.id().toString())
            .put("content", memory.content().text())
            .put("type", memory.statement().type().wireName())
            .put("confidence", memory.statement().confidence().value())
            .put("importance", memory.statement().importance().value())
            .put("status", memory.status().wireName());
    origin(json, memory.origin());
    memory.statement().tags().forEach(json.putArray("tags")::add);
    memory.supersededBy().ifPresent(id -> json.put("superseded_by", id.toString()));
    json.put("recorded_at", lifetime.recordedAt().toString());
    lifetime.supersededAt().ifPresent(at -> json.put("superseded_at", at.toString()));
    json.put("valid_from", lifetime.validFrom().toString());
    lifetime.validTo().ifPresent(at -> json.put("valid_to", at.toString()));
    lifetime.expiresAt().ifPresent(at -> json.put("expires_at", at.toString()));
    return json.put("embedding_status", memory.embedding().wireName());
  }

  static ObjectNode of(ChainedEvent chained) {
    AuditEvent event = chained.event();
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("id", chained.id().toString())
            .put("seq", chained.seq())
            .put("created_at", chained.at().toString())
            .put("operation", event.operation().wireName())
            .put("action", event.action());
    event.memory().ifPresent(id -> json.put("memory_item_id", id.toString()));
    subject(json, event);
    origin(json, event.origin());
    json.put("scope", event.owner().scope().value());
    event.ruling().rule().ifPresent(rule -> json.put("rule", rule));
    json.put("policy_version", event.ruling().policyVersion());
    event.ruling().reason().ifPresent(reason -> json.put("reason", reason));
    json.put("correlation_id", event.correlationId());
    event.details().forEach(json.putObject("details")::put);
    event.before().ifPresent(text -> json.put("before_content", text));
    event.after().ifPresent(text -> json.put("after_content", text));
    json.put("processing_time_ms", event.processingMillis());
    chained.digests().before().ifPresent(digest -> json.put("before_digest", digest));
    chained.digests().after().ifPresent(digest -> json.put("after_digest", digest));
    chained.digests().words().ifPresent(digest -> json.put("words_digest", digest));
    return json.put("form", chained.form().number())
        .put("prev_hash", chained.previousHash())
        .put("hash", chained.hash());
  }

  private static void subject(ObjectNode json, AuditEvent event) {
    event
        .subject()
        .ifPresent(subject -> {
          json.put("memory_type", subject.type().wireName());
          json.put("confidence", subject.confidence().value());
          json.put("importance", subject.importance().value());
          subject.tags().forEach(json.putArray("tags")::add);
        });
  }

  private static void origin(ObjectNode json, Origin origin) {
    json.put("source", origin.source().wireName())
        .put("provenance", origin.provenance().wireName())
        .put("trust", origin.trust().wireName())
        .put("extraction_type", origin.extraction().wireName())
        .put("client", origin.client().toString());
    origin.conversation().ifPresent(id -> json.put("conversation_id", id.value()));
    origin.message().ifPresent(id -> json.put("source_message_id", id));
  }
}
