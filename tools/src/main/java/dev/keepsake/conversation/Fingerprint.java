package dev.keepsake.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Sha256;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// By what a message is known again: SHA-256 of who says what, and of the calls that are made or
/// answered. What models add to their answers and clients do not send back is left out, and so is
/// what is null or empty.
final class Fingerprint {
  private static final List<String> TELLING =
      List.of("tool_calls", "function_call", "tool_call_id", "name");

  private Fingerprint() {}

  /// @param content where it is text
  /// @param extra all other fields
  static String of(MessageRole role, Optional<String> content, ObjectNode extra) {
    ObjectNode telling = WireJson.MAPPER.createObjectNode().put("role", role.wireName());
    telling.put("content", content.or(() -> plain(extra.path("content"))).orElse(""));
    if (content.isEmpty() && plain(extra.path("content")).isEmpty()) {
      telling.set("content", extra.path("content").deepCopy());
    }
    for (String name : TELLING) {
      telling.set(name, withoutIndex(extra.path(name)));
    }
    return Sha256.hex(canonical(telling).toString());
  }

  /// The text of parts that are text alone; clients send one or the other.
  private static Optional<String> plain(JsonNode parts) {
    boolean plain =
        parts.isArray()
            && parts.valueStream().allMatch(part -> part.path("type").asText().equals("text"));
    return plain ? Optional.of(MessageJson.text(parts)) : Optional.empty();
  }

  /// Parts of a stream have the place of the call, and whole messages don't.
  private static JsonNode withoutIndex(JsonNode field) {
    JsonNode copy = field.deepCopy();
    copy.forEach(call -> {
      if (call instanceof ObjectNode object) {
        object.remove("index");
      }
    });
    return copy;
  }

  /// Sorted by names, without what says nothing.
  private static JsonNode canonical(JsonNode json) {
    if (json.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      json.properties()
          .forEach(field -> {
            JsonNode value = canonical(field.getValue());
            if (!isNothing(value)) {
              sorted.put(field.getKey(), value);
            }
          });
      return WireJson.MAPPER.createObjectNode().setAll(sorted);
    }
    if (json.isArray()) {
      ArrayNode list = WireJson.MAPPER.createArrayNode();
      json.forEach(entry -> list.add(canonical(entry)));
      return list;
    }
    return json;
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isTextual()
            ? value.textValue().isEmpty()
            : value.isContainerNode() && value.isEmpty());
  }
}
