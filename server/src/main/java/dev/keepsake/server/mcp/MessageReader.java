package dev.keepsake.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.keepsake.server.mcp.Incoming.Refused;
import dev.keepsake.tool.ToolCatalog;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.List;

/// Reads JSON-RPC messages and refuses what the SDK would answer with a stack trace or not at all.
/// The arguments of a tool are none of its business: the dispatcher reads them.
final class MessageReader {
  private final List<String> tools;

  MessageReader(ToolCatalog catalog) {
    this.tools = catalog.specs().stream().map(ToolSpec::name).toList();
  }

  Incoming read(String text) {
    JsonNode json;
    try {
      json = WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
      return refused(NullNode.instance, ErrorCodes.PARSE_ERROR, "The message is not JSON" + where);
    }
    if (json.isArray()) {
      return invalid(json, "Batches are not supported: send one message at a time");
    }
    if (!json.isObject()) {
      return invalid(json, "A message must be a JSON object");
    }
    if (!json.path("jsonrpc").asText().equals("2.0")) {
      return invalid(json, "`jsonrpc` must be \"2.0\"");
    }
    return json.has("method") ? withMethod(json) : answer(json);
  }

  private static Incoming answer(JsonNode json) {
    boolean answers = json.has("result") || json.path("error").isObject();
    return answers && isId(json.path("id"))
        ? new Incoming.Answer(json)
        : invalid(json, "The message has no `method`");
  }

  private Incoming withMethod(JsonNode json) {
    JsonNode method = json.path("method");
    JsonNode params = json.path("params");
    if (!method.isTextual()) {
      return invalid(json, "`method` must be text");
    }
    if (json.has("id") && !isId(json.path("id"))) {
      return invalid(json, "`id` must be text or a whole number");
    }
    if (!params.isObject() && !params.isMissingNode()) {
      return json.has("id")
          ? refused(json.path("id"), ErrorCodes.INVALID_PARAMS, "`params` must be an object")
          : invalid(json, "`params` must be an object");
    }
    return json.has("id")
        ? request(new Incoming.Request(json.path("id"), method.textValue(), params))
        : new Incoming.Notification(method.textValue(), params);
  }

  private Incoming request(Incoming.Request request) {
    if (request.isToolCall()) {
      return toolCall(request);
    }
    return request.isInitialize() ? initialize(request) : request;
  }

  private Incoming toolCall(Incoming.Request request) {
    JsonNode name = request.params().path("name");
    if (!name.isTextual()) {
      return badParams(request, "`name` must be the name of a tool");
    }
    if (!tools.contains(name.textValue())) {
      String shown = name.textValue();
      return badParams(
          request,
          "There is no tool `%s`; there are %s"
              .formatted(
                  shown.length() <= 80 ? shown : shown.substring(0, 77) + "…",
                  String.join(", ", tools)));
    }
    return request;
  }

  private static Incoming initialize(Incoming.Request request) {
    JsonNode params = request.params();
    if (!params.path("protocolVersion").isTextual()) {
      return badParams(request, "`protocolVersion` must be text, for example \"2025-11-25\"");
    }
    if (!params.path("capabilities").isObject()) {
      return badParams(request, "`capabilities` must be an object, {} for none");
    }
    JsonNode client = params.path("clientInfo");
    return client.path("name").isTextual() && client.path("version").isTextual()
        ? request
        : badParams(request, "`clientInfo` must have `name` and `version`, both text");
  }

  private static boolean isId(JsonNode id) {
    return id.isTextual() || (id.isIntegralNumber() && id.canConvertToLong());
  }

  private static Refused badParams(Incoming.Request request, String sentence) {
    return refused(request.id(), ErrorCodes.INVALID_PARAMS, sentence);
  }

  private static Refused invalid(JsonNode json, String sentence) {
    JsonNode id = json.path("id");
    return refused(isId(id) ? id : NullNode.instance, ErrorCodes.INVALID_REQUEST, sentence);
  }

  private static Refused refused(JsonNode id, int code, String sentence) {
    return new Refused(id, code, sentence + ".");
  }
}
