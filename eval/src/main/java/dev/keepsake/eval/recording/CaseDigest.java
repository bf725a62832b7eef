package dev.keepsake.eval.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.memory.Sha256;
import dev.keepsake.tool.WireJson;

/// Tells whether a case is still the one that was recorded.
public final class CaseDigest {
  private CaseDigest() {}

  /// SHA-256, in hexadecimal digits, of what a model can see of a case: the user, the memories of
  /// before and the conversation. What is expected of it may change.
  public static String of(WriteCase one) {
    ObjectNode seen = WireJson.MAPPER.createObjectNode().put("user_id", one.userId());
    var memories = seen.putArray("existing_memories");
    one.existingMemories()
        .forEach(memory -> memories.addArray().add(memory.content()).add(memory.type().wireName()));
    var messages = seen.putArray("conversation");
    one.conversation()
        .forEach(message ->
            messages
                .addArray()
                .add(message.role().wireName())
                .add(message.content())
                .add(message.at().map(Object::toString).orElse("")));
    return Sha256.hex(seen.toString());
  }
}
