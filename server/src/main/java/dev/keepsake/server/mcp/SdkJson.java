package dev.keepsake.server.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;

/// How the SDK's messages are written. By itself the SDK writes exceptions with their stack traces
/// and names our classes in messages and data.
final class SdkJson {
  static final McpJsonMapper MAPPER =
      new JacksonMcpJsonMapper(
          JsonMapper.builder()
              .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .addModule(errors())
              .build());

  private SdkJson() {}

  /// A JSON-RPC error of our own.
  static String error(JsonNode id, int code, String sentence) {
    return error(id, code, sentence, MissingNode.getInstance());
  }

  /// @param data what a program can do with it, or a missing node
  static String error(JsonNode id, int code, String sentence, JsonNode data) {
    var json = WireJson.MAPPER.createObjectNode().put("jsonrpc", "2.0");
    json.set("id", id);
    ObjectNode error = json.putObject("error").put("code", code).put("message", sentence);
    if (!data.isMissingNode()) {
      error.set("data", data);
    }
    return json.toString();
  }

  private static SimpleModule errors() {
    var module = new SimpleModule("keepsake-mcp");
    module.addSerializer(
        JSONRPCError.class,
        writing((error, json) -> error(json, error.code(), String.valueOf(error.message()))));
    module.addSerializer(McpError.class, writing(SdkJson::response));
    return module;
  }

  private static void response(McpError failure, JsonGenerator json) throws IOException {
    JSONRPCError error = failure.getJsonRpcError();
    json.writeStartObject();
    json.writeStringField("jsonrpc", "2.0");
    json.writeNullField("id");
    json.writeFieldName("error");
    error(
        json,
        error == null ? ErrorCodes.INTERNAL_ERROR : error.code(),
        String.valueOf(failure.getMessage()));
    json.writeEndObject();
  }

  private static void error(JsonGenerator json, int code, String message) throws IOException {
    json.writeStartObject();
    json.writeNumberField("code", code);
    json.writeStringField("message", sentence(code, message));
    json.writeEndObject();
  }

  private static String sentence(int code, String message) {
    if (message.startsWith("Session not found")) {
      return "There is no such session: initialize again, without the header Mcp-Session-Id.";
    }
    if (message.startsWith("Invalid message format")) {
      return "The message has not the form that MCP asks for.";
    }
    if (code == ErrorCodes.INTERNAL_ERROR) {
      return "The request could not be handled.";
    }
    return message.length() <= 200 ? message : message.substring(0, 199) + "…";
  }

  private interface Writing<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  private static <T> JsonSerializer<T> writing(Writing<T> form) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        form.write(value, json);
      }
    };
  }
}
