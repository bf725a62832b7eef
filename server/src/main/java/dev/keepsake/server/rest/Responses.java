package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Every status that a call can be answered with.
final class Responses {
  private static final Map<Integer, String> PROBLEMS =
      Map.ofEntries(
          Map.entry(400, "BadRequest"),
          Map.entry(401, "Unauthenticated"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "NotFound"),
          Map.entry(409, "Conflict"),
          Map.entry(412, "PreconditionFailed"),
          Map.entry(413, "PayloadTooLarge"),
          Map.entry(415, "UnsupportedMediaType"),
          Map.entry(422, "Refused"),
          Map.entry(429, "TooMany"),
          Map.entry(500, "Broken"),
          Map.entry(503, "Unavailable"));

  private final Route route;
  private final ToolSpec spec;
  private final Schemas schemas;
  private final List<Example> examples;
  private final JsonNode problems;
  private final ObjectNode all = RestFile.object();

  /// @param problems the responses that operations share
  Responses(
      Route route, ToolSpec spec, Schemas schemas, List<Example> examples, JsonNode problems) {
    this.route = route;
    this.spec = spec;
    this.schemas = schemas;
    this.examples = examples;
    this.problems = problems;
  }

  ObjectNode all() {
    switch (route.answer()) {
      case PLAIN -> {
        done(200, "The answer.", Tagged.has(spec), false);
        if (Tagged.isConditional(route, spec)) {
          share(304, "NotModified");
        }
      }
      case MADE -> {
        done(200, "It was there already.", false, false);
        done(201, "It was made.", false, true);
      }
      case BY_ACTION -> {
        done(200, "It was known already, or was declined as the user asked.", false, false);
        done(201, "It is stored.", Tagged.has(spec), true);
        done(
            202,
            "It is accepted and will be decided shortly (`queued`: the header Location says where"
                + " to ask), or waits for the user's word (`confirm_needed`).",
            false,
            true);
      }
      case NOTHING -> headers(all.putObject("204").put("description", "It is done."));
    }
    failures().forEach(this::problem);
    return all;
  }

  private void done(int status, String description, boolean tagged, boolean placed) {
    ObjectNode response = all.putObject(Integer.toString(status)).put("description", description);
    ObjectNode headers = headers(response);
    if (tagged) {
      share(headers, "ETag", "ETag");
    }
    if (placed) {
      share(headers, "Location", "Location");
    }
    ObjectNode content = response.putObject("content").putObject("application/json");
    content.set("schema", schemas.shared(spec.outputSchema()));
    show(status, content);
  }

  private ObjectNode headers(ObjectNode response) {
    ObjectNode headers = response.putObject("headers");
    share(headers, "X-Correlation-Id", "CorrelationId");
    if (Routes.CREATING.contains(spec.name())) {
      share(headers, "RateLimit", "RateLimit");
      share(headers, "RateLimit-Policy", "RateLimitPolicy");
    }
    return headers;
  }

  private static void share(ObjectNode headers, String name, String component) {
    headers.putObject(name).put("$ref", "#/components/headers/" + component);
  }

  private void share(int status, String component) {
    all.putObject(Integer.toString(status)).put("$ref", "#/components/responses/" + component);
  }

  private Set<Integer> failures() {
    JsonNode fields = spec.inputSchema().path("properties");
    var statuses = new TreeSet<>(Set.of(400, 401, 403, 500, 503));
    if (!route.parameters().isEmpty() || fields.has("supersedes")) {
      statuses.add(404);
    }
    if (spec.right() == Right.WRITE) {
      statuses.add(409);
    }
    if (fields.has(Routes.IF_MATCH)) {
      statuses.add(412);
    }
    if (route.method().hasBody()) {
      statuses.addAll(Set.of(413, 415));
    }
    if (fields.has("content") || fields.has("context")) {
      statuses.add(422);
    }
    if (route.answer() == Route.Answer.BY_ACTION) {
      statuses.addAll(Set.of(422, 429));
    }
    return statuses;
  }

  private void problem(int status) {
    String component = PROBLEMS.get(status);
    if (examples.stream().noneMatch(example -> example.status() == status)) {
      share(status, String.valueOf(component));
      return;
    }
    ObjectNode response = problems.path(component).deepCopy();
    all.set(Integer.toString(status), response);
    show(status, (ObjectNode) response.at("/content/application~1problem+json"));
  }

  private void show(int status, ObjectNode content) {
    ObjectNode shown = RestFile.object();
    examples.stream()
        .filter(example -> example.status() == status)
        .forEach(example ->
            example.answer().ifPresent(told -> shown.set(example.name(), example.of(told))));
    if (!shown.isEmpty()) {
      content.set("examples", shown);
    }
  }
}
