package dev.keepsake.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.WireJson;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Set;

/// The JSON Schema of a tool's arguments in LangChain4j's own types, which every model provider
/// understands. They know no bounds, formats and defaults; these stand as JSON behind the
/// description, so that the model still reads them.
final class Parameters {
  private static final Set<String> CARRIED =
      Set.of(
          "type", "description", "enum", "items", "properties", "required", "additionalProperties");

  private Parameters() {}

  static JsonObjectSchema of(JsonNode schema) {
    return object(schema).build();
  }

  private static JsonObjectSchema.Builder object(JsonNode schema) {
    var object = JsonObjectSchema.builder().required(words(schema.path("required")));
    schema
        .path("properties")
        .properties()
        .forEach(property -> object.addProperty(property.getKey(), element(property.getValue())));
    return object.additionalProperties(false);
  }

  private static JsonSchemaElement element(JsonNode schema) {
    String description = description(schema);
    if (schema.has("enum")) {
      return JsonEnumSchema.builder()
          .description(description)
          .enumValues(words(schema.path("enum")))
          .build();
    }
    return switch (schema.path("type").asText()) {
      case "string" -> JsonStringSchema.builder().description(description).build();
      case "number" -> JsonNumberSchema.builder().description(description).build();
      case "integer" -> JsonIntegerSchema.builder().description(description).build();
      case "boolean" -> JsonBooleanSchema.builder().description(description).build();
      case "array" ->
          JsonArraySchema.builder()
              .description(description)
              .items(element(schema.path("items")))
              .build();
      case "object" -> object(schema).description(description).build();
      case String other -> throw new IllegalArgumentException("no element for type " + other);
    };
  }

  private static String description(JsonNode schema) {
    ObjectNode rest = WireJson.MAPPER.createObjectNode();
    schema
        .properties()
        .forEach(keyword -> {
          if (!CARRIED.contains(keyword.getKey())) {
            rest.set(keyword.getKey(), keyword.getValue());
          }
        });
    String text = schema.path("description").asText();
    return rest.isEmpty() ? text : (text + " " + rest).strip();
  }

  private static List<String> words(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
