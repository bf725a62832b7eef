package dev.keepsake.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/// A JSON Schema in the part of OpenAPI 3.0 that Gemini's `Schema` has. A keyword that it does not
/// know makes it refuse the request, and so does a format of text but `enum` and `date-time`; what
/// is left out here is still enforced when the tool is called.
final class GeminiSchema {
  private static final Set<String> SAME =
      Set.of("description", "enum", "required", "default", "minimum", "maximum", "pattern");

  /// Of type int64, which its JSON writes as text.
  private static final Set<String> COUNTS =
      Set.of("minLength", "maxLength", "minItems", "maxItems");

  private GeminiSchema() {}

  static ObjectNode of(JsonNode schema) {
    ObjectNode gemini = WireJson.MAPPER.createObjectNode();
    schema
        .properties()
        .forEach(keyword -> {
          String name = keyword.getKey();
          JsonNode value = keyword.getValue();
          if (SAME.contains(name)) {
            gemini.set(name, value);
          } else if (COUNTS.contains(name)) {
            gemini.put(name, value.asText());
          } else {
            translate(name, value, gemini);
          }
        });
    if (gemini.has("enum")) {
      gemini.put("format", "enum");
    }
    return gemini;
  }

  private static void translate(String name, JsonNode value, ObjectNode gemini) {
    switch (name) {
      case "type" -> gemini.put("type", value.asText().toUpperCase(Locale.ROOT));
      case "items" -> gemini.set("items", of(value));
      case "properties" -> {
        ObjectNode properties = gemini.putObject("properties");
        value.properties().forEach(p -> properties.set(p.getKey(), of(p.getValue())));
      }
      case "format" -> {
        if (value.asText().equals("date-time")) {
          gemini.set("format", value);
        }
      }
      default -> {} // such as additionalProperties
    }
  }
}
