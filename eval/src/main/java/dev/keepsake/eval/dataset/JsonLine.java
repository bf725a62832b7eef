package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// One line of a file that has a JSON object a line, each with exactly the same fields, `id` among
/// them.
record JsonLine(String file, int line, JsonNode json) {
  private static final String FOLDER = "/dev/keepsake/eval/"; // "../" is not found in a jar
  private static final String LINE = "(line)";
  private static final String ID = "id";

  // a second object behind the first would vanish otherwise
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// Reads a file that comes with this module.
  ///
  /// @throws DatasetException if it cannot be read
  static <T> List<T> shipped(String file, List<String> fields, Function<JsonLine, T> each) {
    try (InputStream in = JsonLine.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new DatasetException(file, 0, LINE, "not on the class path");
      }
      return read(file, new InputStreamReader(in, StandardCharsets.UTF_8), fields, each);
    } catch (IOException e) {
      throw new DatasetException(file, "could not be read", e);
    }
  }

  /// @param file what messages call it
  /// @throws DatasetException at the first line that does not fit, naming it and the field, and if
  ///   there is none
  static <T> List<T> read(
      String file, Reader from, List<String> fields, Function<JsonLine, T> each) {
    var all = new ArrayList<T>();
    Set<String> ids = new HashSet<>();
    try (var lines = new BufferedReader(from)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        JsonLine line = parse(file, all.size() + 1, text, fields);
        all.add(each.apply(line));
        if (!ids.add(line.text(ID))) {
          throw line.refused(ID, "\"" + line.text(ID) + "\" was used before");
        }
      }
    } catch (IOException e) {
      throw new DatasetException(file, "could not be read", e);
    }
    if (all.isEmpty()) {
      throw new DatasetException(file, 0, LINE, "the file is empty");
    }
    return List.copyOf(all);
  }

  private static JsonLine parse(String file, int number, String text, List<String> fields) {
    var line = new JsonLine(file, number, object(file, number, text));
    for (Iterator<String> names = line.json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw line.refused(name, "unknown, the fields are " + String.join(", ", fields));
      }
    }
    return line;
  }

  private static JsonNode object(String file, int number, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new DatasetException(file, number, LINE, "not JSON: " + e.getOriginalMessage());
    }
    throw new DatasetException(file, number, LINE, "not a JSON object");
  }

  /// @throws DatasetException if the field is missing, no text, or blank
  String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw refused(field, "must be a text that is not blank");
    }
    return value.textValue();
  }

  /// The one of `values` that the field names.
  ///
  /// @throws DatasetException if it names none
  <E> E one(String field, E[] values, Function<E, String> wireName) {
    String given = text(field);
    return Arrays.stream(values)
        .filter(value -> wireName.apply(value).equals(given))
        .findFirst()
        .orElseThrow(() ->
            refused(
                field,
                "\"%s\" is none of %s"
                    .formatted(given, Arrays.stream(values).map(wireName).toList())));
  }

  DatasetException refused(String field, String problem) {
    return new DatasetException(file, line, field, problem);
  }
}
