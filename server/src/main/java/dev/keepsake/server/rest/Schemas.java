package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// The schemas that operations share. A record that has a name in its `title` becomes a component,
/// so that generated clients have one class for it.
final class Schemas {
  private static final String COMPONENTS = "#/components/schemas/";

  private final ObjectNode components;

  Schemas(ObjectNode components) {
    this.components = components;
  }

  /// `schema` with references in the place of what is shared.
  ObjectNode shared(ObjectNode schema) {
    ObjectNode copy = RestFile.object();
    schema.properties().forEach(field -> copy.set(field.getKey(), inner(field.getValue())));
    sized(copy);
    return isNamed(copy)
        ? reference(copy)
        : known(copy).map(name -> RestFile.object().put("$ref", COMPONENTS + name)).orElse(copy);
  }

  /// Under a name of its own.
  ObjectNode named(String name, ObjectNode schema) {
    return shared(schema.deepCopy().put("title", name));
  }

  private JsonNode inner(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> shared(object);
      case ArrayNode array -> {
        ArrayNode copy = RestFile.array();
        array.forEach(entry -> copy.add(inner(entry)));
        yield copy;
      }
      default -> value;
    };
  }

  private static boolean isNamed(ObjectNode schema) {
    return schema.path("title").isTextual() && schema.path("properties").isObject();
  }

  /// A description belongs to the place, and not to what is shared.
  private ObjectNode reference(ObjectNode schema) {
    String name = schema.remove("title").asText();
    JsonNode description = schema.remove("description");
    JsonNode there = components.get(name);
    if (there == null) {
      components.set(name, schema);
    } else if (!there.equals(schema)) {
      throw new IllegalStateException("two schemas are called " + name);
    }
    ObjectNode reference = RestFile.object().put("$ref", COMPONENTS + name);
    if (description != null) {
      reference.set("description", description);
    }
    return reference;
  }

  private Optional<String> known(ObjectNode schema) {
    return schema.path("properties").isObject()
        ? components.properties().stream()
            .filter(component -> component.getValue().equals(schema))
            .map(Map.Entry::getKey)
            .findFirst()
        : Optional.empty();
  }

  /// Generators choose the type of a number by its format.
  private static void sized(ObjectNode schema) {
    JsonNode type = schema.path("type");
    switch (type.isArray() ? type.path(0).asText() : type.asText()) {
      case "integer" -> {
        JsonNode most = schema.path("maximum");
        boolean small = most.isNumber() && most.doubleValue() <= Integer.MAX_VALUE;
        schema.put("format", small ? "int32" : "int64");
      }
      case "number" -> schema.put("format", "double");
      default -> {} // nothing else has a size
    }
  }
}
