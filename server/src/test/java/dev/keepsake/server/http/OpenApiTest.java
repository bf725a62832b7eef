package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.http.ApiDocument.Operation;
import dev.keepsake.server.http.RestDoor.Answer;
import dev.keepsake.tool.WireJson;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API, and the page that shows it, as the door serves them.
@Timeout(120)
final class OpenApiTest {
  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static RestDoor door;
  private static ApiDocument document;

  @BeforeAll
  static void open() {
    door = new RestDoor(KeepsakeSettings.defaults(home));
    document = new ApiDocument(door.get("/openapi.json").expect(200).json());
  }

  @AfterAll
  static void close() {
    door.close();
  }

  /// `./mvnw -q -pl server -am test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false
  /// -Dopenapi.write=true` writes it.
  @Test
  void the_file_in_docs_is_what_is_served() throws IOException {
    Path file = Path.of(System.getProperty("keepsake.root")).resolve("docs/openapi.json");
    String served = door.get("/openapi.json").response().body();
    if (Boolean.getBoolean("openapi.write")) {
      Files.writeString(file, served);
    }
    assertThat(Files.readString(file))
        .as("write it again: CONTRIBUTING.md says how")
        .isEqualTo(served);
  }

  @Test
  void it_is_openapi_by_a_parser_of_others() {
    var options = new ParseOptions();
    options.setResolve(true);
    var parsed =
        new OpenAPIV3Parser()
            .readContents(door.get("/openapi.json").response().body(), null, options);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    assertThat(parsed.getOpenAPI().getPaths()).hasSize(document.json().path("paths").size());
  }

  @Test
  void its_schemas_are_json_schema() {
    var meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                WireJson.MAPPER
                    .createObjectNode()
                    .put("$ref", "https://json-schema.org/draft/2020-12/schema"));
    document
        .json()
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty());
  }

  @Test
  void every_reference_leads_somewhere() {
    for (JsonNode reference : document.json().findValues("$ref")) {
      assertThat(document.json().at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  /// Where no issuer of tokens is named, nothing is told of one.
  @Test
  void it_has_every_path_that_is_served_and_no_other() {
    Set<String> described =
        document.operations().stream()
            .map(one -> one.method() + " " + one.path())
            .collect(Collectors.toSet());
    assertThat(described)
        .containsAll(ProtectedResource.PATHS.stream().map(p -> "GET " + p).toList());
    described.removeIf(one -> one.startsWith("GET " + ProtectedResource.OF_SERVER));
    // what may have slashes is a parameter as others are
    Set<String> served =
        door.routes().stream()
            .map(one -> one.replace('<', '{').replace('>', '}'))
            .collect(Collectors.toSet());
    assertThat(described).isEqualTo(served);
  }

  @Test
  void every_operation_says_what_it_is_for_by_a_name_of_its_own() {
    var ids = new HashSet<String>();
    for (Operation operation : document.operations()) {
      assertThat(operation.id()).matches("[a-z_]+");
      assertThat(ids.add(operation.id())).as(operation.id()).isTrue();
      assertThat(operation.json().path("summary").asText()).as(operation.id()).isNotBlank();
      assertThat(operation.json().path("tags")).as(operation.id()).hasSize(1);
    }
    assertThat(document.json().path("tags").findValuesAsText("name"))
        .containsExactlyInAnyOrderElementsOf(tags());
  }

  private static Set<String> tags() {
    return document.operations().stream()
        .map(operation -> operation.json().path("tags").get(0).asText())
        .collect(Collectors.toSet());
  }

  @Test
  void every_operation_of_the_table_shows_a_call_and_an_answer() {
    var missing = new ArrayList<String>();
    for (var route : dev.keepsake.server.rest.Routes.all()) {
      JsonNode operation = document.operation(route.operation()).json();
      boolean told =
          !operation.path("responses").findValues("examples").isEmpty()
              || operation.path("responses").has("204");
      boolean asked =
          !operation.has("requestBody")
              || !operation.path("requestBody").findValues("examples").isEmpty();
      boolean placed =
          document.parameters(document.operation(route.operation()), "path").stream()
              .allMatch(parameter -> parameter.has("example"));
      if (!told || !asked || !placed) {
        missing.add(route.operation());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void whoever_has_it_is_told_that_it_holds() {
    Answer first = door.get("/openapi.json").expect(200);
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(first.header("Content-Type")).startsWith("application/json");
    Answer again = door.get("/openapi.json", "If-None-Match", first.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.response().body()).isEmpty();
    door.get("/openapi.json", "If-None-Match", "\"other\"").expect(200);
  }

  @Test
  void the_page_and_all_that_it_loads_are_served_by_us_under_a_strict_policy() {
    HttpResponse<String> page = door.get("/docs").expect(200).response();
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertThat(policy).contains("default-src 'none'; script-src 'self';");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.body()).contains("data-document=\"/openapi.json\"");
    List<String> loaded =
        ADDRESS.matcher(page.body()).results().map(address -> address.group(1)).toList();
    assertThat(loaded)
        .containsExactlyInAnyOrder(
            "data:,",
            "/docs/swagger-ui.css",
            "/openapi.json",
            "/docs/swagger-ui-bundle.js",
            "/docs/start.js");
    for (String path : loaded.stream().filter(address -> address.startsWith("/docs/")).toList()) {
      Answer file = door.get(path).expect(200);
      assertThat(file.response().body()).as(path).isNotEmpty();
      assertThat(file.header("Content-Type"))
          .startsWith(path.endsWith(".css") ? "text/css" : "text/javascript");
      assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(door.get(path, "If-None-Match", file.header("ETag")).status()).isEqualTo(304);
    }
    assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void nothing_else_is_served_beside_the_page() {
    door.get("/docs/index.html").expect(404);
    door.get("/docs/../openapi.json").expect(404);
    door.get("/docs/swagger-ui.css.map").expect(404);
  }
}
