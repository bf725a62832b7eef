package dev.keepsake.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Labels that are asked for, and whether others contain them, as Postgres' `@>` has it: every
/// field is there with the same value, an object with those fields, a list with those entries.
public record Labels(JsonNode wanted) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// @param json an object
  public static Labels of(String json) {
    return new Labels(read(json));
  }

  public boolean areIn(String json) {
    return contains(read(json), wanted);
  }

  private static boolean contains(JsonNode there, JsonNode wanted) {
    if (wanted.isObject()) {
      return there.isObject()
          && wanted.properties().stream()
              .allMatch(field ->
                  there.has(field.getKey())
                      && contains(there.get(field.getKey()), field.getValue()));
    }
    if (wanted.isArray()) {
      return there.isArray() && wanted.valueStream().allMatch(entry -> hasEntry(there, entry));
    }
    boolean numbers = wanted.isNumber() && there.isNumber();
    return numbers
        ? wanted.decimalValue().compareTo(there.decimalValue()) == 0
        : wanted.equals(there);
  }

  private static boolean hasEntry(JsonNode list, JsonNode wanted) {
    return list.valueStream().anyMatch(entry -> contains(entry, wanted));
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("labels are kept as JSON", e);
    }
  }
}
