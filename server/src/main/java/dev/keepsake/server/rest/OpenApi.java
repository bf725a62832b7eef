package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.ToolSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The OpenAPI 3.1 document of what is served over plain HTTP. The paths of [Routes] are described
/// by what their operations say of themselves; what is the same for all, and the few other paths,
/// stand in the file `frame.json`, and examples in `examples.json`.
public final class OpenApi {
  private static final String VERSIONED = "/api/v1/";

  private final Map<String, ToolSpec> specs;
  private final List<Example> examples;
  private final ObjectNode document = (ObjectNode) RestFile.read("frame.json");
  private final Schemas schemas;
  private final Set<String> tags = new TreeSet<>(List.of("server", "tools", "chat"));

  private OpenApi(List<ToolSpec> specs, List<Example> examples) {
    this.specs =
        specs.stream().collect(Collectors.toUnmodifiableMap(ToolSpec::name, Function.identity()));
    this.examples = examples;
    this.schemas = new Schemas((ObjectNode) document.at("/components/schemas"));
  }

  /// @param specs one for the operation of each route
  /// @param examples of their calls and answers
  public static ObjectNode document(
      List<Route> routes, List<ToolSpec> specs, List<Example> examples) {
    return new OpenApi(specs, examples).with(routes);
  }

  private ObjectNode with(List<Route> routes) {
    ObjectNode others = (ObjectNode) document.remove("paths");
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      ToolSpec spec = specs.get(route.operation());
      if (spec == null) {
        throw new IllegalStateException("no operation answers " + route);
      }
      paths
          .withObjectProperty(route.path())
          .set(route.method().name().toLowerCase(Locale.ROOT), operation(route, spec));
    }
    paths.setAll(others);
    keepUsedTags();
    return document;
  }

  private ObjectNode operation(Route route, ToolSpec spec) {
    List<Example> shown = examples.stream().filter(e -> e.isOf(route.operation())).toList();
    String tag = tag(route);
    tags.add(tag);
    ObjectNode operation = RestFile.object().put("operationId", spec.name());
    operation.putArray("tags").add(tag);
    operation.put("summary", spec.title()).put("description", spec.description());
    operation.set("parameters", new Parameters(route, spec, schemas, shown).all());
    new RequestBody(route, spec, schemas, shown)
        .describe()
        .ifPresent(body -> operation.set("requestBody", body));
    operation.set(
        "responses",
        new Responses(route, spec, schemas, shown, document.at("/components/responses")).all());
    return operation;
  }

  /// The first word of the path behind the version.
  private static String tag(Route route) {
    String path = route.path();
    String behind = path.startsWith(VERSIONED) ? path.substring(VERSIONED.length()) : path;
    return behind.replaceAll("^/+", "").split("/", 2)[0];
  }

  private void keepUsedTags() {
    ArrayNode used = RestFile.array();
    for (JsonNode tag : document.path("tags")) {
      if (tags.contains(tag.path("name").asText())) {
        used.add(tag);
      }
    }
    document.set("tags", used);
  }
}
