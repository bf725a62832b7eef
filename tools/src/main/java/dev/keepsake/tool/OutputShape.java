package dev.keepsake.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.WireName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The JSON Schema of a tool's answer, read off its output record. What is not `Optional` is always
/// there.
final class OutputShape {
  private final String tool;
  private final Descriptions descriptions;

  /// @param descriptions of nested fields too
  OutputShape(String tool, Descriptions descriptions) {
    this.tool = tool;
    this.descriptions = descriptions;
  }

  ObjectNode schema(Class<? extends Record> type) {
    ObjectNode schema = WireJson.MAPPER.createObjectNode();
    object(schema, type);
    return schema;
  }

  private void object(ObjectNode schema, Class<?> type) {
    descriptions.name(type).ifPresent(name -> schema.put("title", name));
    ObjectNode properties = schema.put("type", "object").putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      String name = WireJson.snakeCase(component.getName());
      Type declared = component.getGenericType();
      boolean optional =
          declared instanceof ParameterizedType p && p.getRawType() == Optional.class;
      ObjectNode property = properties.putObject(name);
      describe(property, optional ? argument(declared) : declared);
      property.put("description", descriptions.of(component));
      if (!optional) {
        required.add(name);
      }
    }
  }

  private void describe(ObjectNode schema, Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      describe(schema.put("type", "array").putObject("items"), argument(list));
    } else if (type instanceof Class<?> raw && raw.isEnum()) {
      ArrayNode words = schema.put("type", "string").putArray("enum");
      for (Object constant : raw.getEnumConstants()) {
        words.add(((WireName) constant).wireName());
      }
    } else if (type == JsonObject.class) {
      schema.put("type", "object").put("additionalProperties", true);
    } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      ObjectNode values = schema.put("type", "object").putObject("additionalProperties");
      describe(values, map.getActualTypeArguments()[1]);
    } else if (type == MemoryId.class || type == PendingId.class) {
      schema.put("type", "string").put("format", "uuid");
    } else if (type == RawMemoryId.class) {
      schema.put("type", "string");
    } else if (type == Instant.class) {
      schema.put("type", "string").put("format", "date-time");
    } else if (type == String.class || type == ConversationId.class) {
      schema.put("type", "string");
    } else if (type == boolean.class || type == Boolean.class) {
      schema.put("type", "boolean");
    } else if (type == long.class
        || type == Long.class
        || type == int.class
        || type == Integer.class) {
      schema.put("type", "integer");
    } else if (type == double.class
        || type == Double.class
        || type == Confidence.class
        || type == Importance.class) {
      schema.put("type", "number");
    } else if (type instanceof Class<?> raw && raw.isRecord()) {
      object(schema, raw);
    } else {
      throw new IllegalArgumentException("no schema for " + type + " in the answer of " + tool);
    }
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
