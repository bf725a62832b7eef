package dev.keepsake.eval.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.OfferedTool;
import dev.keepsake.llm.ToolRequest;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// The server's tools, by function calling over HTTP as an application does it.
final class ToolsOverHttp {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OK = 200;

  private final HttpClient http;
  private final URI address;
  private final UserName user;
  private final ConversationId conversation;

  ToolsOverHttp(HttpClient http, URI address, UserName user, ConversationId conversation) {
    this.http = http;
    this.address = address;
    this.user = user;
    this.conversation = conversation;
  }

  /// @throws MemoryException with `INTERNAL` if the server does not tell
  List<OfferedTool> list() {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(address.resolve("/api/v1/tools?format=openai")));
    if (response.statusCode() != OK) {
      throw broken("answered %d for its tools".formatted(response.statusCode()));
    }
    return json(response.body()).valueStream().map(ToolsOverHttp::tool).toList();
  }

  private static OfferedTool tool(JsonNode tool) {
    JsonNode function = tool.path("function");
    if (!(function.path("parameters") instanceof ObjectNode parameters)) {
      throw broken("offers a tool without parameters: " + tool);
    }
    return new OfferedTool(
        function.path("name").asText(), function.path("description").asText(), parameters);
  }

  /// Sends what the model wrote as it is: whether it can be used is the server's to say.
  ///
  /// @throws MemoryException with `INTERNAL` if the server gives no answer
  ToolUse call(ToolRequest request) {
    // models send nothing at all where they have nothing to say
    String arguments = request.arguments().isBlank() ? "{}" : request.arguments();
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(address.resolve("/api/v1/tools/" + segment(request.tool())))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(arguments)));
    return new ToolUse(
        request.tool(), asJson(arguments), json(response.body()), response.statusCode() != OK);
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// For reports; what is no JSON stands there as a text.
  private static JsonNode asJson(String arguments) {
    try {
      return WireJson.MAPPER.readTree(arguments);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(arguments);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    request.timeout(PATIENCE).header("X-Conversation-Id", conversation.value());
    // other names can't stand in a header; the server then takes the one it was started for
    if (user.value().chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      request.header("X-User-Id", user.value());
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new MemoryException(
          ErrorCode.INTERNAL, "The server under test did not answer a call.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorCode.CANCELLED, "The case was ended.", e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return WireJson.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MemoryException(
          ErrorCode.INTERNAL, "The server under test answered what is not JSON.", e);
    }
  }

  private static MemoryException broken(String what) {
    return new MemoryException(ErrorCode.INTERNAL, "The server under test " + what + ".");
  }
}
