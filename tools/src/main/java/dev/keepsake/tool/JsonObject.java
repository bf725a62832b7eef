package dev.keepsake.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.Content;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// A JSON object of the caller's own making, which both databases can store.
///
/// @param text compact
public record JsonObject(String text) {
  /// In UTF-8, compact.
  public static final int MAX_BYTES = 16 * 1_024;

  public static final int MAX_DEPTH = 32;
  public static final JsonObject EMPTY = new JsonObject("{}");

  /// @throws IllegalArgumentException in words for the caller, if it is too large or too deep, or
  ///   holds a text or a number that can't be stored
  public static JsonObject of(ObjectNode json) {
    check(json, 1);
    String text = json.toString();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException("an object of %,d bytes".formatted(bytes));
    }
    return new JsonObject(text);
  }

  /// Without the label of the scope, which is the server's.
  public JsonObject unscoped() {
    ObjectNode json = json();
    return json.remove("scope") == null ? this : new JsonObject(json.toString());
  }

  private static void check(JsonNode json, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested more than %d deep".formatted(MAX_DEPTH));
    }
    if (json.isTextual()) {
      check(json.textValue());
    } else if (json.isFloatingPointNumber() && !Double.isFinite(json.doubleValue())) {
      throw new IllegalArgumentException("a number that is too large");
    }
    json.properties()
        .forEach(field -> {
          check(field.getKey());
          check(field.getValue(), depth + 1);
        });
    if (json.isArray()) {
      json.forEach(entry -> check(entry, depth + 1));
    }
  }

  private static void check(String text) {
    OptionalInt refused = Content.findRefused(text);
    if (refused.isPresent()) {
      throw new IllegalArgumentException(
          "text with the character U+%04X, which cannot be stored".formatted(refused.getAsInt()));
    }
  }

  /// @throws IllegalStateException if `text` is no JSON object: then it was not made by [#of]
  public ObjectNode json() {
    try {
      return (ObjectNode) WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalStateException("a kept object is none", e);
    }
  }
}
