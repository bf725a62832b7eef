package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keepsake.eval.dataset.DuplicatePair.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads [DuplicatePair]s: one JSON object a line, with exactly the fields `id`, `split`, `label`,
/// `class`, `stored` and `proposed`.
public final class DuplicatePairs {
  private static final String FOLDER = "/dev/keepsake/eval/"; // "../" is not found in a jar
  private static final String SHIPPED = "duplicate-pairs.jsonl";
  private static final String LINE = "(line)";
  private static final List<String> FIELDS =
      List.of("id", "split", "label", "class", "stored", "proposed");

  // a second object behind the first would vanish otherwise
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String file;
  private final Set<String> ids = new HashSet<>();
  private int line;

  private DuplicatePairs(String file) {
    this.file = file;
  }

  /// The pairs that come with this module; their origin is in the `README.md` beside them.
  ///
  /// @throws DatasetException if they cannot be read
  public static List<DuplicatePair> shipped() {
    try (InputStream in = DuplicatePairs.class.getResourceAsStream(FOLDER + SHIPPED)) {
      if (in == null) {
        throw new DatasetException(SHIPPED, 0, LINE, "not on the class path");
      }
      return read(SHIPPED, new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new DatasetException(SHIPPED, "could not be read", e);
    }
  }

  /// @param file what messages call it
  /// @throws DatasetException at the first line that does not fit, naming it and the field
  public static List<DuplicatePair> parse(String file, String text) {
    return read(file, new StringReader(text));
  }

  /// @param file what messages call it
  /// @throws DatasetException at the first line that does not fit, naming it and the field, and if
  ///   there is none
  public static List<DuplicatePair> read(String file, Reader from) {
    DuplicatePairs pairs = new DuplicatePairs(file);
    try (BufferedReader lines = new BufferedReader(from)) {
      return pairs.all(lines);
    } catch (IOException e) {
      throw new DatasetException(file, "could not be read", e);
    }
  }

  private List<DuplicatePair> all(BufferedReader lines) throws IOException {
    List<DuplicatePair> pairs = new ArrayList<>();
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      line++;
      pairs.add(pair(text));
    }
    if (pairs.isEmpty()) {
      throw refused(LINE, "the file has no pairs");
    }
    return List.copyOf(pairs);
  }

  private DuplicatePair pair(String text) {
    JsonNode json = object(text);
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw refused(name, "unknown, the fields are " + String.join(", ", FIELDS));
      }
    }
    DuplicatePair pair =
        new DuplicatePair(
            text(json, "id"),
            one(json, "split", Split.values(), Split::wireName),
            one(json, "label", Label.values(), Label::wireName),
            text(json, "class"),
            text(json, "stored"),
            text(json, "proposed"));
    if (!ids.add(pair.id())) {
      throw refused("id", "\"" + pair.id() + "\" was used before");
    }
    return pair;
  }

  private JsonNode object(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw refused(LINE, "not JSON: " + e.getOriginalMessage());
    }
    throw refused(LINE, "not a JSON object");
  }

  private String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw refused(field, "must be a text that is not blank");
    }
    return value.textValue();
  }

  private <E> E one(JsonNode json, String field, E[] values, Function<E, String> wireName) {
    String given = text(json, field);
    return Arrays.stream(values)
        .filter(value -> wireName.apply(value).equals(given))
        .findFirst()
        .orElseThrow(() ->
            refused(
                field,
                "\"%s\" is none of %s"
                    .formatted(given, Arrays.stream(values).map(wireName).toList())));
  }

  private DatasetException refused(String field, String problem) {
    return new DatasetException(file, line, field, problem);
  }
}
