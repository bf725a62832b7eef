package dev.keepsake.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.keepsake.TestMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The real tools in each form, and one small tool in each form whole.
class ToolFormatTest {
  /// The fields of `Schema` in Gemini's API, v1beta, as far as there are values of ours for them.
  private static final Set<String> GEMINI_KEYWORDS =
      Set.of(
          "type",
          "format",
          "description",
          "enum",
          "properties",
          "required",
          "items",
          "default",
          "minimum",
          "maximum",
          "pattern",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems");

  private static final ToolSpec SMALL =
      new ToolSpec(
          "rename",
          "Rename",
          "Renames it.",
          object(
              """
              {"type":"object","properties":{
                "id":{"type":"string","format":"uuid","description":"Which."},
                "at":{"type":"string","format":"date-time"},
                "kind":{"type":"string","enum":["a","b"],"default":"a"},
                "names":{"type":"array","minItems":1,"maxItems":3,
                  "items":{"type":"string","minLength":1,"maxLength":9,"pattern":"\\\\S"}},
                "weight":{"type":"number","minimum":0,"maximum":1}},
               "required":["id"],"additionalProperties":false}
              """),
          object("{\"type\":\"object\",\"properties\":{},\"required\":[]}"),
          new Hints(false, true, false),
          Right.WRITE);

  @TempDir private static Path folder;
  private static List<ToolSpec> specs;

  @BeforeAll
  static void askForTheTools() {
    try (var memory = TestMemory.open(folder)) {
      specs = memory.keepsake.tools().catalog().specs();
    }
  }

  @Test
  void openai_takes_a_list_of_functions_with_the_schema_as_it_is() {
    JsonNode form = ToolFormat.OPENAI.render(List.of(SMALL));
    assertThat(form)
        .isEqualTo(
            json(
                """
                [{"type":"function","function":
                  {"name":"rename","description":"Renames it.","parameters":%s}}]
                """
                    .formatted(SMALL.inputSchema())));
  }

  @Test
  void anthropic_takes_a_list_with_input_schemas() {
    assertThat(ToolFormat.ANTHROPIC.render(List.of(SMALL)))
        .isEqualTo(
            json(
                """
                [{"name":"rename","description":"Renames it.","input_schema":%s}]
                """
                    .formatted(SMALL.inputSchema())));
  }

  @Test
  void gemini_takes_declarations_with_a_part_of_openapi() {
    assertThat(ToolFormat.GEMINI.render(List.of(SMALL)))
        .isEqualTo(
            json(
                """
                {"functionDeclarations":[{"name":"rename","description":"Renames it.","parameters":
                  {"type":"OBJECT","properties":{
                    "id":{"type":"STRING","description":"Which."},
                    "at":{"type":"STRING","format":"date-time"},
                    "kind":{"type":"STRING","format":"enum","enum":["a","b"],"default":"a"},
                    "names":{"type":"ARRAY","minItems":"1","maxItems":"3",
                      "items":{"type":"STRING","minLength":"1","maxLength":"9","pattern":"\\\\S"}},
                    "weight":{"type":"NUMBER","minimum":0,"maximum":1}},
                   "required":["id"]}}]}
                """));
  }

  /// It refuses an object without properties.
  @Test
  void gemini_is_given_no_parameters_where_there_are_none() {
    var bare =
        new ToolSpec(
            "now",
            "Now",
            "Tells the time.",
            object("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}"),
            SMALL.outputSchema(),
            SMALL.hints(),
            Right.READ);
    assertThat(ToolFormat.GEMINI.render(List.of(bare)).at("/functionDeclarations/0"))
        .isEqualTo(json("{\"name\":\"now\",\"description\":\"Tells the time.\"}"));
  }

  @Test
  void mcp_takes_the_result_of_tools_list() {
    JsonNode tool = ToolFormat.MCP.render(List.of(SMALL)).at("/tools/0");
    assertThat(tool.path("name").asText()).isEqualTo("rename");
    assertThat(tool.path("title").asText()).isEqualTo("Rename");
    assertThat(tool.path("inputSchema")).isEqualTo(SMALL.inputSchema());
    assertThat(tool.at("/outputSchema/anyOf/0")).isEqualTo(SMALL.outputSchema());
    assertThat(tool.path("annotations"))
        .isEqualTo(
            json(
                """
                {"title":"Rename","readOnlyHint":false,"destructiveHint":true,
                 "idempotentHint":false,"openWorldHint":false}
                """));
  }

  @Test
  void every_keyword_of_every_tool_is_known_to_gemini() {
    for (JsonNode tool : ToolFormat.GEMINI.render(specs).path("functionDeclarations")) {
      assertGeminiTakes(tool.path("parameters"));
    }
  }

  private static void assertGeminiTakes(JsonNode schema) {
    assertThat(schema.properties()).extracting(Map.Entry::getKey).isSubsetOf(GEMINI_KEYWORDS);
    assertThat(schema.path("type").asText())
        .isIn("OBJECT", "ARRAY", "STRING", "NUMBER", "INTEGER", "BOOLEAN");
    if (schema.has("format")) {
      assertThat(schema.path("format").asText()).isIn("enum", "date-time");
    }
    schema.path("properties").forEach(ToolFormatTest::assertGeminiTakes);
    if (schema.has("items")) {
      assertGeminiTakes(schema.path("items"));
    }
  }

  @Test
  void the_schemas_that_openai_and_anthropic_are_given_are_schemas() {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var metaschema =
        registry.getSchema(
            com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    for (JsonNode tool : ToolFormat.OPENAI.render(specs)) {
      assertThat(metaschema.validate(tool.at("/function/parameters"))).isEmpty();
    }
    for (JsonNode tool : ToolFormat.ANTHROPIC.render(specs)) {
      assertThat(metaschema.validate(tool.path("input_schema"))).isEmpty();
    }
  }

  /// Azure, and what imitates OpenAI's API of 2024, refuse longer ones; names are bounded
  /// everywhere.
  @Test
  void names_and_descriptions_are_short_enough_for_every_vendor() {
    assertThat(specs)
        .isNotEmpty()
        .allSatisfy(spec -> {
          assertThat(spec.name()).matches("[a-z_]{1,64}");
          assertThat(spec.description()).hasSizeLessThanOrEqualTo(1_024);
        });
  }

  @ParameterizedTest
  @EnumSource
  void every_form_has_every_tool_and_is_found_by_its_name(ToolFormat format) {
    String rendered = format.render(specs).toString();
    assertThat(specs).allSatisfy(spec -> assertThat(rendered).contains('"' + spec.name() + '"'));
    assertThat(ToolFormat.find(format.wireName())).contains(format);
  }

  @Test
  void what_is_rendered_can_be_changed_without_changing_the_tool() {
    String before = SMALL.inputSchema().toString();
    ToolFormat.OPENAI
        .render(List.of(SMALL))
        .get(0)
        .get("function")
        .withObject("/parameters")
        .removeAll();
    assertThat(SMALL.inputSchema()).hasToString(before);
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  private static JsonNode json(String text) {
    try {
      return WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
