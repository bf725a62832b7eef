package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.http.RestDoor.Answer;
import dev.keepsake.server.rest.Example;
import dev.keepsake.server.rest.Route;
import dev.keepsake.server.rest.Routes;
import dev.keepsake.tool.WireJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the document are sent through the door, one after the other, and answered as
/// they say: but for ids, times and what is measured, which are of the day.
@Timeout(120)
final class RestExamplesTest {
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  /// What the examples call what, here.
  private final Map<String, String> today = new LinkedHashMap<>();

  @Test
  void every_example_is_true() throws Exception {
    try (var door = new RestDoor(KeepsakeSettings.defaults(home))) {
      var document = new ApiDocument(door.get("/openapi.json").expect(200).json());
      for (Example example : Example.all()) {
        var operation = document.operation(example.operation());
        example
            .body()
            .filter(body -> example.status() != 400)
            .ifPresent(body ->
                assertThat(document.faults(document.body(operation), body))
                    .as(example.operation() + " " + example.name())
                    .isEmpty());
        Answer answer = send(door, example);
        assertThat(answer.status())
            .as(example.operation() + " " + example.name() + answer.response().body())
            .isEqualTo(example.status());
        assertThat(operation.has(example.status())).isTrue();
        if (example.answer().isEmpty()) {
          assertThat(answer.response().body()).isEmpty();
        } else {
          JsonNode told = example.answer().get();
          JsonNode schema = document.answer(operation, example.status());
          assertThat(document.faults(schema, answer.json())).isEmpty();
          assertThat(document.faults(schema, told)).isEmpty();
          learn(told, answer.json());
          assertThat(timeless(answer.json())).isEqualTo(timeless(told));
        }
        learn(
            example.json().path("etag"),
            WireJson.MAPPER.getNodeFactory().textNode(answer.header("ETag")));
      }
    }
  }

  private Answer send(RestDoor door, Example example) {
    Route route =
        Routes.all().stream()
            .filter(one -> one.operation().equals(example.operation()))
            .findFirst()
            .orElseThrow();
    String path = route.path();
    for (var field : example.sent("path").properties()) {
      path = path.replace("{" + field.getKey() + "}", now(field.getValue().asText()));
    }
    String query =
        example.sent("query").properties().stream()
            .map(field -> field.getKey() + "=" + escaped(now(field.getValue().asText())))
            .collect(Collectors.joining("&"));
    var headers = new ArrayList<>(List.of("X-User-Id", "ada"));
    example
        .sent("headers")
        .properties()
        .forEach(
            header -> headers.addAll(List.of(header.getKey(), now(header.getValue().asText()))));
    return door.send(
        route.method().name(),
        query.isEmpty() ? path : path + "?" + query,
        example.body().map(body -> now(body.toString())).orElse(null),
        headers.toArray(String[]::new));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String now(String text) {
    String changed = text;
    for (var name : today.entrySet()) {
      changed = changed.replace(name.getKey(), name.getValue());
    }
    return changed;
  }

  /// What stands at the same place is the same thing.
  private void learn(JsonNode example, JsonNode answer) {
    if (example.isTextual() && answer.isTextual()) {
      if (!example.equals(answer)) {
        today.put(example.textValue(), answer.textValue());
      }
    } else if (example.isArray()) {
      for (int i = 0; i < Math.min(example.size(), answer.size()); i++) {
        learn(example.get(i), answer.get(i));
      }
    } else {
      example.properties().forEach(field -> learn(field.getValue(), answer.path(field.getKey())));
    }
  }

  private static JsonNode timeless(JsonNode json) throws JsonProcessingException {
    return WireJson.MAPPER.readTree(
        json.toString()
            .replaceAll(ID, "(id)")
            .replaceAll(TIME, "(time)")
            .replaceAll("\"next_cursor\":\"[^\"]*\"", "\"next_cursor\":\"\"")
            .replaceAll("\"search_time_ms\":\\d+", "\"search_time_ms\":0")
            .replaceAll("(\"(?:score|similarity)\":[0-9]\\.\\d\\d)\\d*", "$1"));
  }
}
