package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An OpenAPI document, as a program reads it.
public record ApiDocument(JsonNode json) {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /// One method of one path.
  record Operation(String method, String path, JsonNode json) {
    String id() {
      return json.path("operationId").asText();
    }

    boolean has(int status) {
      return json.path("responses").has(Integer.toString(status));
    }
  }

  List<Operation> operations() {
    var all = new ArrayList<Operation>();
    json.path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    all.add(
                        new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            method.getValue()))));
    return all;
  }

  Operation operation(String id) {
    return operations().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  /// What a reference leads to; anything else itself.
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : json.at(reference.substring(1));
  }

  /// The parameters of an operation that stand in `place`.
  List<JsonNode> parameters(Operation operation, String place) {
    var found = new ArrayList<JsonNode>();
    for (JsonNode parameter : operation.json().path("parameters")) {
      JsonNode resolved = resolved(parameter);
      if (resolved.path("in").asText().equals(place)) {
        found.add(resolved);
      }
    }
    return found;
  }

  /// The schema of the body, or a missing node.
  JsonNode body(Operation operation) {
    return resolved(operation.json().at("/requestBody/content/application~1json/schema"));
  }

  /// The schema of what is answered with `status`, or a missing node.
  JsonNode answer(Operation operation, int status) {
    JsonNode content =
        resolved(operation.json().path("responses").path(Integer.toString(status))).path("content");
    return content.isEmpty() ? content.path("none") : content.elements().next().path("schema");
  }

  /// What of `value` is not as `schema` has it.
  List<String> faults(JsonNode schema, JsonNode value) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", json.path("components"));
    return SCHEMAS.getSchema(whole).validate(value).stream().map(Error::toString).toList();
  }
}
