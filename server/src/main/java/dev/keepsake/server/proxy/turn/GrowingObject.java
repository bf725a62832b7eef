package dev.keepsake.server.proxy.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;

/// An object that comes in parts, as OpenAI streams them: texts and lists go on where the part
/// before has ended, objects field by field, and of all else the last counts. For one thread.
final class GrowingObject {
  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
  private final Map<String, GrowingObject> objects = new LinkedHashMap<>();
  private final ObjectNode rest = WireJson.MAPPER.createObjectNode();

  void take(ObjectNode part) {
    part.properties().forEach(field -> take(field.getKey(), field.getValue()));
  }

  private void take(String name, JsonNode value) {
    switch (value) {
      case ObjectNode object ->
          objects.computeIfAbsent(name, _ -> new GrowingObject()).take(object);
      case ArrayNode list -> rest.withArrayProperty(name).addAll(list);
      case JsonNode text when text.isTextual() ->
          texts.computeIfAbsent(name, _ -> new StringBuilder()).append(text.textValue());
      case JsonNode nothing when nothing.isNull() -> {}
      case JsonNode other -> rest.set(name, other);
    }
  }

  ObjectNode json() {
    ObjectNode json = rest.deepCopy();
    texts.forEach((name, text) -> json.put(name, text.toString()));
    objects.forEach((name, object) -> json.set(name, object.json()));
    return json;
  }
}
