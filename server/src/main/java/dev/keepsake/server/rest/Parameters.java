package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// What a call is told outside of its body: in the path, the query and the headers.
final class Parameters {
  private final Route route;
  private final ToolSpec spec;
  private final Schemas schemas;
  private final List<Example> examples;
  private final ArrayNode all = RestFile.array();

  Parameters(Route route, ToolSpec spec, Schemas schemas, List<Example> examples) {
    this.route = route;
    this.spec = spec;
    this.schemas = schemas;
    this.examples = examples;
  }

  ArrayNode all() {
    JsonNode fields = spec.inputSchema().path("properties");
    for (String name : route.parameters()) {
      add(name, "path", (ObjectNode) fields.path(name)).put("required", true);
    }
    if (!route.method().hasBody()) {
      fields.properties().stream()
          .filter(field -> isInQuery(field.getKey()))
          .forEach(field -> query(field, spec));
    }
    share("UserId");
    if (fields.has(Routes.IDEMPOTENCY_KEY)) {
      share("IdempotencyKey");
    }
    if (fields.has(Routes.IF_MATCH)) {
      share("IfMatch");
    }
    if (Tagged.isConditional(route, spec)) {
      share("IfNoneMatch");
    }
    List.of("XUserId", "XConversationId", "XCorrelationId").forEach(this::share);
    return all;
  }

  private boolean isInQuery(String name) {
    return !route.parameters().contains(name)
        && !Routes.IN_HEADERS.contains(name)
        && !name.equals(Routes.USER);
  }

  private void query(Map.Entry<String, JsonNode> field, ToolSpec of) {
    ObjectNode parameter = add(field.getKey(), "query", (ObjectNode) field.getValue());
    if (StreamSupport.stream(of.inputSchema().path("required").spliterator(), false)
        .anyMatch(required -> required.asText().equals(field.getKey()))) {
      parameter.put("required", true);
    }
    if (field.getValue().path("type").asText().equals("array")) {
      parameter.put("style", "form").put("explode", false);
    }
  }

  private ObjectNode add(String name, String place, ObjectNode schema) {
    ObjectNode shape = schema.deepCopy();
    JsonNode description = shape.remove("description");
    ObjectNode parameter = all.addObject().put("name", name).put("in", place);
    parameter.set("description", description);
    parameter.set("schema", schemas.shared(shape));
    examples.stream()
        .map(example -> example.sent(place).path(name))
        .filter(value -> !value.isMissingNode())
        .findFirst()
        .ifPresent(value -> parameter.set("example", value));
    return parameter;
  }

  private void share(String component) {
    all.addObject().put("$ref", "#/components/parameters/" + component);
  }
}
