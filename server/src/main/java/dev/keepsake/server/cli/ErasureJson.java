package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.erase.ErasureCertificate;
import dev.keepsake.store.Leftover;
import dev.keepsake.tool.WireJson;
import java.util.List;

/// The certificate of an erasure as JSON.
final class ErasureJson {
  private ErasureJson() {}

  /// Instead of one, where nobody has said yes.
  static ObjectNode nothing(String message) {
    return WireJson.MAPPER.createObjectNode().put("action", "not_erased").put("message", message);
  }

  static ObjectNode of(ErasureCertificate certificate) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("action", "erased")
            .put("erased", certificate.wholeUser() ? "user" : "memory")
            .put("user_id", certificate.user().toString())
            .put("by", certificate.by())
            .put("at", certificate.event().at().toString());
    json.putObject("event")
        .put("id", certificate.event().id().toString())
        .put("seq", certificate.event().seq())
        .put("hash", certificate.event().hash());
    certificate.checkpoint().ifPresent(number -> json.put("checkpoint", number));
    var removed = certificate.removed();
    json.putObject("removed")
        .put("memories", removed.memories())
        .put("vectors", removed.vectors())
        .put("event_texts", removed.texts())
        .put("queued_writes", removed.queued())
        .put("confirmations", removed.confirmations())
        .put("idempotency_answers", removed.answers())
        .put("raw_memories", removed.rawMemories())
        .put("conversations", removed.conversations())
        .put("messages", removed.messages());
    var memories = json.putArray("memory_ids");
    certificate.memories().forEach(id -> memories.add(id.toString()));
    var mentions = json.putArray("mentioned_in");
    certificate.mentions().forEach(mentions::add);
    return put(json, certificate.leftovers());
  }

  /// What is out of reach, where nothing else was to be done.
  static ObjectNode finished(List<Leftover> leftovers) {
    return put(WireJson.MAPPER.createObjectNode().put("action", "finished"), leftovers);
  }

  private static ObjectNode put(ObjectNode json, List<Leftover> leftovers) {
    var list = json.putArray("out_of_reach");
    leftovers.forEach(one -> list.addObject().put("where", one.where()).put("until", one.until()));
    return json;
  }
}
