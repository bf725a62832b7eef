package dev.keepsake.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The forms in which the APIs of models, and MCP clients, take tools.
public enum ToolFormat implements WireName {
  /// `tools` of OpenAI's chat completions, and of everything that speaks like it. Not strict: there
  /// no argument may be left out.
  OPENAI("openai", specs -> list(specs, ToolFormat::openai)),
  /// `tools` of Anthropic's messages.
  ANTHROPIC("anthropic", specs -> list(specs, ToolFormat::anthropic)),
  /// One entry of Gemini's `tools`. Its schemas are a part of OpenAPI's, see [GeminiSchema].
  GEMINI("gemini", specs -> object("functionDeclarations", list(specs, ToolFormat::gemini))),
  /// The result of MCP's `tools/list`.
  MCP("mcp", specs -> object("tools", list(specs, ToolFormat::mcp)));

  private final String wireName;
  private final Function<List<ToolSpec>, JsonNode> form;

  ToolFormat(String wireName, Function<List<ToolSpec>, JsonNode> form) {
    this.wireName = wireName;
    this.form = form;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  public static Optional<ToolFormat> find(String wireName) {
    return Arrays.stream(values()).filter(f -> f.wireName.equals(wireName)).findFirst();
  }

  public JsonNode render(List<ToolSpec> specs) {
    return form.apply(specs);
  }

  private static ArrayNode list(List<ToolSpec> specs, Function<ToolSpec, ObjectNode> form) {
    ArrayNode tools = WireJson.MAPPER.createArrayNode();
    specs.stream().map(form).forEach(tools::add);
    return tools;
  }

  private static ObjectNode object(String field, JsonNode value) {
    return WireJson.MAPPER.createObjectNode().set(field, value);
  }

  private static ObjectNode openai(ToolSpec spec) {
    ObjectNode tool = WireJson.MAPPER.createObjectNode().put("type", "function");
    tool.putObject("function")
        .put("name", spec.name())
        .put("description", spec.description())
        .set("parameters", spec.inputSchema().deepCopy());
    return tool;
  }

  private static ObjectNode anthropic(ToolSpec spec) {
    return named(spec).set("input_schema", spec.inputSchema().deepCopy());
  }

  private static ObjectNode gemini(ToolSpec spec) {
    ObjectNode tool = named(spec);
    // an object without properties is refused there
    if (!spec.inputSchema().path("properties").isEmpty()) {
      tool.set("parameters", GeminiSchema.of(spec.inputSchema()));
    }
    return tool;
  }

  private static ObjectNode mcp(ToolSpec spec) {
    ObjectNode tool = WireJson.MAPPER.createObjectNode().put("name", spec.name());
    tool.put("title", spec.title()).put("description", spec.description());
    tool.set("inputSchema", spec.inputSchema().deepCopy());
    tool.set("outputSchema", spec.answerOrProblem());
    tool.putObject("annotations")
        .put("title", spec.title())
        .put("readOnlyHint", spec.hints().readOnly())
        .put("destructiveHint", spec.hints().destructive())
        .put("idempotentHint", spec.hints().idempotent())
        .put("openWorldHint", false);
    return tool;
  }

  private static ObjectNode named(ToolSpec spec) {
    return WireJson.MAPPER
        .createObjectNode()
        .put("name", spec.name())
        .put("description", spec.description());
  }
}
