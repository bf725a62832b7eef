package dev.keepsake.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.store.Message;
import dev.keepsake.summary.Said;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.WireJson;
import java.util.stream.Collectors;

/// Messages in the forms in which they leave.
public final class MessageJson {
  private static final String CONTENT = "content";

  private MessageJson() {}

  /// As it came, in the format of OpenAI's API.
  static JsonObject openAi(Message.Body body) {
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("role", body.role().wireName());
    body.content().ifPresent(text -> json.put(CONTENT, text));
    body.extra().map(JsonObject::new).map(JsonObject::json).ifPresent(json::setAll);
    return new JsonObject(json.toString());
  }

  /// What it says in words.
  public static Said said(Message.Body body) {
    String text =
        body.content()
            .or(() -> body.extra().map(json -> text(new JsonObject(json).json().path(CONTENT))))
            .orElse("");
    return new Said(body.role(), text);
  }

  /// Of a list of parts those that are text, a line each.
  static String text(JsonNode parts) {
    return parts
        .valueStream()
        .filter(part -> part.path("type").asText().equals("text"))
        .map(part -> part.path("text").asText())
        .collect(Collectors.joining("\n"));
  }
}
