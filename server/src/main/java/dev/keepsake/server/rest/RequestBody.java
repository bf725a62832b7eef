package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.ToolSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The body of a call: what the operation takes, without what stands in the path or in headers.
final class RequestBody {
  private final Route route;
  private final ToolSpec spec;
  private final Schemas schemas;
  private final List<Example> examples;

  RequestBody(Route route, ToolSpec spec, Schemas schemas, List<Example> examples) {
    this.route = route;
    this.spec = spec;
    this.schemas = schemas;
    this.examples = examples;
  }

  /// @return empty where nothing is to be said in it
  Optional<ObjectNode> describe() {
    var elsewhere = new HashSet<>(Routes.IN_HEADERS);
    elsewhere.addAll(route.parameters());
    ObjectNode schema = without(elsewhere, spec.inputSchema());
    if (!route.method().hasBody() || schema.path("properties").isEmpty()) {
      return Optional.empty();
    }
    ObjectNode body = RestFile.object().put("required", schema.has("required"));
    ObjectNode content = body.putObject("content").putObject("application/json");
    content.set("schema", schemas.named(className(), schema));
    ObjectNode shown = RestFile.object();
    examples.forEach(
        example -> example.body().ifPresent(sent -> shown.set(example.name(), example.of(sent))));
    if (!shown.isEmpty()) {
      content.set("examples", shown);
    }
    return Optional.of(body);
  }

  /// Such as `CreateMemoryRequest`.
  private String className() {
    return Arrays.stream(spec.name().split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "", "Request"));
  }

  private static ObjectNode without(Set<String> names, ObjectNode schema) {
    ObjectNode rest = schema.deepCopy();
    ((ObjectNode) rest.path("properties")).remove(names);
    for (JsonNode field : rest.path("properties")) {
      if (field.path("items").path("properties") instanceof ObjectNode nested) {
        nested.remove(Routes.IN_HEADERS); // those are of the whole call
      }
    }
    ArrayNode required = RestFile.array();
    for (JsonNode name : schema.path("required")) {
      if (!names.contains(name.asText())) {
        required.add(name);
      }
    }
    if (required.isEmpty()) {
      rest.remove("required");
    } else {
      rest.set("required", required);
    }
    return rest;
  }
}
