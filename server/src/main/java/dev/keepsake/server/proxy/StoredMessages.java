package dev.keepsake.server.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.WireName;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The messages of a chat as they are stored: those that a conversation can hold, without what says
/// nothing. What the upstream takes for a message is the upstream's to say, and one that is none
/// must not keep the others from being stored.
final class StoredMessages {
  /// What a store takes at once.
  private static final int MOST = 1_000;

  /// Fields that a store reads, and that no caller's message has as OpenAI has it.
  private static final Set<String> OF_THE_STORE = Set.of("timestamp", "tokens", "model");

  /// Fields of an answer that are not what it says.
  private static final Set<String> BESIDE = Set.of("role", "tokens", "model");

  private StoredMessages() {}

  /// The last of a request, and the answer.
  ///
  /// @param answer with its `model` and `tokens`, where they are known; may say nothing
  static ArrayNode of(ChatRequest request, ObjectNode answer) {
    ArrayNode messages = WireJson.MAPPER.createArrayNode();
    List<JsonNode> sent =
        request.messages().stream().map(Placed::tree).filter(StoredMessages::canBeHeld).toList();
    Optional<ObjectNode> said =
        Optional.of(answer)
            .filter(StoredMessages::canBeHeld)
            .map(message -> plain(message, Set.of()))
            .filter(StoredMessages::saysAnything);
    int most = MOST - (said.isPresent() ? 1 : 0);
    sent.subList(Math.max(0, sent.size() - most), sent.size())
        .forEach(message -> messages.add(plain(message, OF_THE_STORE)));
    said.ifPresent(messages::add);
    return messages;
  }

  private static boolean canBeHeld(JsonNode message) {
    JsonNode content = message.path("content");
    return WireName.find(MessageRole.class, message.path("role").asText()).isPresent()
        && (content.isTextual()
            || content.isArray()
            || content.isNull()
            || content.isMissingNode());
  }

  private static ObjectNode plain(JsonNode message, Set<String> leftOut) {
    ObjectNode plain = WireJson.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> field : message.properties()) {
      if (!leftOut.contains(field.getKey()) && says(field.getValue())) {
        plain.set(field.getKey(), field.getValue());
      }
    }
    return plain;
  }

  /// Whether a message has more than who said it.
  private static boolean saysAnything(ObjectNode plain) {
    return plain.properties().stream()
        .anyMatch(field -> !BESIDE.contains(field.getKey()) && !isEmptyText(field.getValue()));
  }

  private static boolean isEmptyText(JsonNode value) {
    return value.isTextual() && value.textValue().isEmpty();
  }

  private static boolean says(JsonNode value) {
    return !value.isNull() && !(value.isArray() && value.isEmpty());
  }
}
