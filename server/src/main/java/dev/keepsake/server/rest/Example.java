package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A call of an operation, and its answer.
///
/// @param json as in `examples.json`: `operation`, `name`, `summary`, `path`, `query` and `headers`
///   (texts by name), `body`, `status`, `answer`
public record Example(JsonNode json) {
  /// All there are, in an order in which each finds what it needs, for the user `ada`.
  public static List<Example> all() {
    return StreamSupport.stream(RestFile.read("examples.json").spliterator(), false)
        .map(Example::new)
        .toList();
  }

  public String operation() {
    return json.path("operation").asText();
  }

  boolean isOf(String operation) {
    return operation().equals(operation);
  }

  public String name() {
    return json.path("name").asText();
  }

  public int status() {
    return json.path("status").asInt();
  }

  /// What is sent: `path`, `query` or `headers`.
  public JsonNode sent(String where) {
    return json.path(where);
  }

  public Optional<JsonNode> body() {
    return Optional.ofNullable(json.get("body"));
  }

  public Optional<JsonNode> answer() {
    return Optional.ofNullable(json.get("answer"));
  }

  /// As an Example Object of OpenAPI.
  ObjectNode of(JsonNode value) {
    return (ObjectNode)
        RestFile.object().put("summary", json.path("summary").asText()).set("value", value);
  }
}
