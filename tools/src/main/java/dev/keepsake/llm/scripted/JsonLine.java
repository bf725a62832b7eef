package dev.keepsake.llm.scripted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A line of a file of JSON Lines, or an object within it, as it is read. Everything that does not
/// fit is refused by a [MemoryException] with `INVALID_INPUT` that names file, line and field.
///
/// @param number of the line, from 1
/// @param path what stands before the name of a field in messages
public record JsonLine(String file, int number, String path, JsonNode json) {

  public static JsonLine parse(String file, int number, String text) {
    JsonNode json;
    try {
      json = WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw refused(file, number, "not JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw refused(file, number, "not a JSON object", null);
    }
    return new JsonLine(file, number, "", json);
  }

  /// Refuses every other field.
  public void only(String... fields) {
    List<String> known = List.of(fields);
    json.properties()
        .forEach(field -> {
          if (!known.contains(field.getKey())) {
            throw refused(field.getKey(), "unknown, the fields are " + String.join(", ", known));
          }
        });
  }

  public String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw refused(field, "must be a text");
    }
    return value.textValue();
  }

  public long count(String field) {
    JsonNode value = json.path(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
      throw refused(field, "must be a whole number of 0 or more");
    }
    return value.longValue();
  }

  public boolean flag(String field) {
    JsonNode value = json.path(field);
    if (!value.isBoolean()) {
      throw refused(field, "must be true or false");
    }
    return value.booleanValue();
  }

  public SortedMap<String, String> texts(String field) {
    JsonLine inside = object(field).orElseThrow(() -> refused(field, "must be an object of texts"));
    var texts = new TreeMap<String, String>();
    inside.json.properties().forEach(each -> texts.put(each.getKey(), inside.text(each.getKey())));
    return texts;
  }

  public List<JsonLine> objects(String field) {
    JsonNode values = json.path(field);
    if (!values.isArray()) {
      throw refused(field, "must be a list of objects");
    }
    var objects = new ArrayList<JsonLine>();
    for (int i = 0; i < values.size(); i++) {
      objects.add(inside("%s[%d]".formatted(field, i), values.get(i)));
    }
    return objects;
  }

  public boolean has(String field) {
    return json.has(field);
  }

  /// @return empty if the field is left out
  public Optional<JsonLine> object(String field) {
    JsonNode value = json.path(field);
    return value.isMissingNode() ? Optional.empty() : Optional.of(inside(field, value));
  }

  private JsonLine inside(String field, JsonNode value) {
    if (!value.isObject()) {
      throw refused(field, "must be an object");
    }
    return new JsonLine(file, number, path + field + ".", value);
  }

  public MemoryException refused(String field, String problem) {
    return refused(field, problem, null);
  }

  public MemoryException refused(
      String field, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    return refused(file, number, "field " + path + field + ": " + problem, cause);
  }

  private static MemoryException refused(
      String file, int number, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    String sentence = "%s, line %d: %s".formatted(file, number, problem);
    return cause == null
        ? new MemoryException(ErrorCode.INVALID_INPUT, sentence)
        : new MemoryException(ErrorCode.INVALID_INPUT, sentence, cause);
  }
}
