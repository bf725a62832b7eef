package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.keepsake.server.http.ApiDocument.Operation;
import dev.keepsake.tool.WireJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Every mistake that the document lets one make, one at a time: a call that is right but for it.
/// What it is about does not exist, so that nothing is done by a call that passes.
record BadRequests(ApiDocument document) {
  private static final String NOBODYS = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  /// A call that has to be refused.
  ///
  /// @param about the field that has to be named; blank if it is about none
  record Bad(
      String method, String path, List<String> headers, byte[] body, int status, String about) {
    String shown() {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      return "%s %s %s %s"
          .formatted(
              method, path, about, text.length() > 200 ? text.substring(0, 200) + "..." : text);
    }
  }

  List<Bad> all() {
    var bad = new ArrayList<Bad>();
    for (Operation operation : document.operations()) {
      // what has the form of OpenAI's is tried where the proxy is
      if (operation.json().path("responses").has("400")
          && !operation.path().startsWith("/api/v1/tools")
          && !operation.path().startsWith("/v1/")) {
        bad.addAll(inPath(operation));
        bad.addAll(inQuery(operation));
        bad.addAll(inHeaders(operation));
        bad.addAll(inBody(operation));
      }
    }
    return bad;
  }

  static String at(Operation operation) {
    return operation.path().replaceAll("\\{\\w+}", NOBODYS);
  }

  private List<Bad> inPath(Operation operation) {
    var bad = new ArrayList<Bad>();
    for (JsonNode parameter : document.parameters(operation, "path")) {
      String name = parameter.path("name").asText();
      for (String value : segments(parameter.path("schema"))) {
        bad.add(of(operation, operation.path().replace("{" + name + "}", value), 400, name));
      }
    }
    return bad;
  }

  /// What a part of a path can't be: where it is the application's own word, little.
  private static List<String> segments(JsonNode schema) {
    return schema.has("maxLength")
        ? List.of("%20", "%07", "x".repeat(schema.path("maxLength").asInt() + 1))
        : List.of("x", NOBODYS.substring(1), NOBODYS + "0", "%27%3B--", "%3Cb%3E", "x".repeat(300));
  }

  private List<Bad> inQuery(Operation operation) {
    var bad = new ArrayList<Bad>();
    String path = at(operation);
    for (JsonNode parameter : document.parameters(operation, "query")) {
      String name = parameter.path("name").asText();
      for (String value : texts(parameter.path("schema"))) {
        bad.add(of(operation, path + "?" + name + "=" + escaped(value), 400, name));
      }
      bad.add(of(operation, path + "?" + name + "=%FF", 400, ""));
      bad.add(of(operation, path + "?" + name + "=a&" + name + "=b", 400, name));
    }
    bad.add(of(operation, path + "?colour=red", 400, "colour"));
    bad.add(of(operation, path + "?%FF=1", 400, ""));
    return bad;
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /// Texts that a parameter of the query can't be.
  private static List<String> texts(JsonNode schema) {
    var bad = new ArrayList<String>();
    switch (schema.path("type").asText()) {
      case "integer", "number" -> {
        bad.addAll(List.of("two", "", "1e400", "1" + "0".repeat(30), "NaN", "-1", "0x10", "1,5"));
        bad.add(Long.toString(schema.path("maximum").asLong() + 1));
      }
      case "array" -> {
        int most = schema.path("maxItems").asInt();
        bad.add(
            IntStream.rangeClosed(0, most).mapToObj(i -> "t" + i).collect(Collectors.joining(",")));
        bad.addAll(List.of("", "a,,b", "x".repeat(256), "a\u0000"));
      }
      default -> {
        if (schema.has("enum")) {
          bad.addAll(List.of("nonsense", "", "ACTIVE", "' or 1=1 --"));
        } else if (schema.path("format").asText().equals("date-time")) {
          bad.addAll(
              List.of(
                  "yesterday", "", "2026-02-30T00:00:00Z", "2026-01-01", "12026-01-01T00:00:00Z"));
        } else {
          bad.addAll(
              List.of("", " ", "a\u0000b", "x".repeat(schema.path("maxLength").asInt() + 1)));
        }
      }
    }
    return bad;
  }

  private List<Bad> inHeaders(Operation operation) {
    var bad = new ArrayList<Bad>();
    for (JsonNode parameter : document.parameters(operation, "header")) {
      String name = parameter.path("name").asText();
      JsonNode most = parameter.at("/schema/maxLength");
      if (most.isNumber()) {
        String value = "x".repeat(most.asInt() + 1);
        String field =
            name.toLowerCase(java.util.Locale.ROOT).replaceFirst("^x-", "").replace('-', '_');
        var headers = new ArrayList<>(List.of(name, value));
        if (document.body(operation).isObject()) {
          headers.addAll(List.of("Content-Type", "application/json"));
        }
        bad.add(
            new Bad(
                operation.method(), at(operation), headers, bytes(valid(operation)), 400, field));
      }
    }
    return bad;
  }

  private static Bad of(Operation operation, String path, int status, String about) {
    return new Bad(operation.method(), path, List.of(), new byte[0], status, about);
  }

  private static byte[] bytes(JsonNode json) {
    return json.isMissingNode() ? new byte[0] : json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The first example of the body, or a missing node.
  private JsonNode valid(Operation operation) {
    JsonNode examples = operation.json().at("/requestBody/content/application~1json/examples");
    return examples.isEmpty() ? examples.path("none") : examples.elements().next().path("value");
  }

  private List<Bad> inBody(Operation operation) {
    JsonNode schema = document.body(operation);
    if (!(valid(operation) instanceof ObjectNode valid) || !schema.isObject()) {
      return List.of();
    }
    var bad = new ArrayList<Bad>();
    for (ObjectNode body : wrong(schema, valid, new HashSet<>(), new ArrayList<>())) {
      String about = body.remove("about").asText();
      bad.add(json(operation, bytes(body), 400, about));
    }
    bad.addAll(unreadable(operation, schema, valid));
    return bad;
  }

  /// Bodies with one mistake each, and beside it the name of its field in `about`.
  List<ObjectNode> wrong(
      JsonNode schema, ObjectNode valid, Set<String> left, List<ObjectNode> bodies) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          String name = field.getKey();
          if (left.contains(name)) {
            return;
          }
          for (String value : values(document.resolved(field.getValue()))) {
            ObjectNode body = valid.deepCopy();
            body.putRawValue(name, new RawValue(value));
            bodies.add(body.put("about", name));
          }
          if (required.contains(name)) {
            ObjectNode without = valid.deepCopy();
            without.remove(name);
            bodies.add(without.put("about", name));
            bodies.add((ObjectNode) valid.deepCopy().put("about", name).set(name, null));
          }
        });
    bodies.add(valid.deepCopy().put("colour", "red").put("about", "colour"));
    return bodies;
  }

  /// Beside null, where that is allowed too.
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.get(0).asText() : type.asText();
  }

  /// What a field can't be, as JSON.
  private List<String> values(JsonNode schema) {
    var bad = new ArrayList<String>();
    switch (type(schema)) {
      case "string" -> {
        bad.addAll(List.of("7", "true", "[]", "{}", "\"\""));
        if (schema.has("enum")) {
          bad.addAll(List.of("\"nonsense\"", "\"NOTE\""));
        } else if (schema.path("format").asText().equals("uuid")) {
          bad.addAll(List.of("\"x\"", "\"1-1-1-1-1\"", "\"" + NOBODYS + "0\""));
        } else if (schema.path("format").asText().equals("date-time")) {
          bad.addAll(List.of("\"yesterday\"", "\"2026-02-30T00:00:00Z\"", "\"2026-01-01\""));
        } else {
          bad.addAll(List.of("\" \"", "\"a\\u0000b\"", "\"\\ud800\""));
          bad.add("\"" + "x".repeat(schema.path("maxLength").asInt(255) + 1) + "\"");
        }
      }
      case "integer" -> {
        bad.addAll(List.of("\"1\"", "1.5", "[]", "1e400", "-1e400", "1" + "0".repeat(30), "true"));
        bad.add(Long.toString(schema.path("maximum").asLong() + 1));
        bad.add(Long.toString(schema.path("minimum").asLong() - 1));
      }
      case "number" -> {
        bad.addAll(List.of("\"1\"", "[]", "1e400", "-1e400", "1" + "0".repeat(30), "true"));
        bad.add(Double.toString(schema.path("maximum").asDouble() + 0.5));
      }
      case "boolean" -> bad.addAll(List.of("\"true\"", "1", "[]"));
      case "array" -> {
        bad.addAll(List.of("{}", "\"a\"", "7"));
        int most = schema.path("maxItems").asInt();
        bad.add(
            IntStream.rangeClosed(0, most)
                .mapToObj(_ -> "\"" + NOBODYS + "\"")
                .collect(Collectors.joining(",", "[", "]")));
        if (!schema.path("items").path("$ref").isTextual()) {
          bad.addAll(List.of("[7]", "[null]", "[[]]"));
        }
      }
      case "object" -> {
        bad.addAll(List.of("[]", "7", "\"{}\"", "{\"a\": 1e999}", "{\"a\": \"\\u0000\"}"));
        bad.addAll(List.of("{\"\\u0000\": 1}", "{\"a\": \"\\udc00\"}"));
        bad.add("{\"a\":".repeat(40) + "1" + "}".repeat(40));
        bad.add("{\"a\": \"" + "x".repeat(17_000) + "\"}");
      }
      default -> throw new IllegalStateException("a field of no known type: " + schema);
    }
    return bad;
  }

  private List<Bad> unreadable(Operation operation, JsonNode schema, ObjectNode valid) {
    var bad = new ArrayList<Bad>();
    String field = schema.path("properties").fieldNames().next();
    for (String text :
        List.of(
            "{",
            "[]",
            "\"x\"",
            "7",
            "null",
            "{}{}",
            "{'a': 1}",
            "\u0000",
            "{\"%s\": NaN}".formatted(field),
            "{\"%s\": %s}".formatted(field, "9".repeat(2_000)),
            "{\"%s\": 1, \"%s\": 1}".formatted(field, field),
            "{\"%s\": %s}".formatted(field, "[".repeat(1_000) + "]".repeat(1_000)),
            "{\"%s\": %s}".formatted(field, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
            "[".repeat(10_000))) {
      bad.add(json(operation, text.getBytes(StandardCharsets.UTF_8), 400, ""));
    }
    byte[] latin = "{\"%s\": \"\u00e9\"}".formatted(field).getBytes(StandardCharsets.ISO_8859_1);
    bad.add(json(operation, latin, 400, ""));
    if (schema.has("required")) {
      bad.add(json(operation, new byte[0], 400, schema.path("required").get(0).asText()));
    }
    byte[] right = bytes(valid);
    for (String type :
        List.of("text/plain", "application/xml", "application/json; charset=latin1", "json")) {
      bad.add(
          new Bad(
              operation.method(), at(operation), List.of("Content-Type", type), right, 415, ""));
    }
    bad.add(new Bad(operation.method(), at(operation), List.of(), right, 415, ""));
    return bad;
  }

  private static Bad json(Operation operation, byte[] body, int status, String about) {
    List<String> headers = List.of("Content-Type", "application/json");
    return new Bad(operation.method(), at(operation), headers, body, status, about);
  }

  /// What an answer to a bad call lacks; blank if nothing.
  String fault(Bad bad, int status, String type, JsonNode json) {
    if (status != bad.status()) {
      return bad.shown() + " was answered " + status + " " + json;
    }
    if (!type.equals("application/problem+json") || !json.path("instance").isTextual()) {
      return bad.shown() + " was answered by no problem but " + type + " " + json;
    }
    List<String> named = json.path("errors").findValuesAsText("field");
    return bad.about().isBlank() || named.contains(bad.about())
        ? ""
        : bad.shown() + " names " + named + " " + json;
  }

  static JsonNode parsed(String body) {
    try {
      return WireJson.MAPPER.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return WireJson.MAPPER.createObjectNode();
    }
  }
}
