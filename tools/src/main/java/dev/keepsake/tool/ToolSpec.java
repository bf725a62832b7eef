package dev.keepsake.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool as clients see it.
///
/// @param inputSchema JSON Schema 2020-12 of the arguments
/// @param outputSchema JSON Schema 2020-12 of the structured answer
public record ToolSpec(
    String name,
    String title,
    String description,
    ObjectNode inputSchema,
    ObjectNode outputSchema,
    Hints hints,
    Right right) {

  /// The schema of whatever structured content an MCP client is given. Clients hold it against the
  /// schema even where the result is an error, and the TypeScript SDK then throws the sentence away
  /// that would help the model.
  public ObjectNode answerOrProblem() {
    ObjectNode problem = WireJson.MAPPER.createObjectNode().put("type", "object");
    problem.put("description", "Where the result is an error: problem details of RFC 9457");
    ObjectNode properties = problem.putObject("properties");
    properties.putObject("code").put("type", "string");
    properties.putObject("detail").put("type", "string");
    problem.putArray("required").add("code").add("detail");
    ObjectNode schema = WireJson.MAPPER.createObjectNode().put("type", "object");
    schema.putArray("anyOf").add(outputSchema.deepCopy()).add(problem);
    return schema;
  }
}
