package dev.keepsake.eval.recording;

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

/// A line of a recording, or an object within it, as it is read. Everything that does not fit is
/// refused by a [MemoryException] with `INVALID_INPUT` that names file, line and field.
///
/// @param number of the line, from 1
/// @param path what stands before the name of a field in messages
record RecordingLine(String file, int number, String path, JsonNode json) {

  static RecordingLine parse(String file, int number, String text) {
    JsonNode json;
    try {
      json = WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw refused(file, number, "not JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw refused(file, number, "not a JSON object", null);
    }
    return new RecordingLine(file, number, "", json);
  }

  void only(String... fields) {
    List<String> known = List.of(fields);
    json.properties()
        .forEach(field -> {
          if (!known.contains(field.getKey())) {
            throw refused(field.getKey(), "unknown, the fields are " + String.join(", ", known));
          }
        });
  }

  String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw refused(field, "must be a text");
    }
    return value.textValue();
  }

  long count(String field) {
    JsonNode value = json.path(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
      throw refused(field, "must be a whole number of 0 or more");
    }
    return value.longValue();
  }

  SortedMap<String, String> texts(String field) {
    RecordingLine inside =
        object(field).orElseThrow(() -> refused(field, "must be an object of texts"));
    var texts = new TreeMap<String, String>();
    inside.json.properties().forEach(each -> texts.put(each.getKey(), inside.text(each.getKey())));
    return texts;
  }

  List<RecordingLine> objects(String field) {
    JsonNode values = json.path(field);
    if (!values.isArray()) {
      throw refused(field, "must be a list of objects");
    }
    var objects = new ArrayList<RecordingLine>();
    for (int i = 0; i < values.size(); i++) {
      objects.add(inside("%s[%d]".formatted(field, i), values.get(i)));
    }
    return objects;
  }

  /// @return empty if the field is left out
  Optional<RecordingLine> object(String field) {
    JsonNode value = json.path(field);
    return value.isMissingNode() ? Optional.empty() : Optional.of(inside(field, value));
  }

  private RecordingLine inside(String field, JsonNode value) {
    if (!value.isObject()) {
      throw refused(field, "must be an object");
    }
    return new RecordingLine(file, number, path + field + ".", value);
  }

  MemoryException refused(String field, String problem) {
    return refused(field, problem, null);
  }

  MemoryException refused(
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
