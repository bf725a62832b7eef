package dev.keepsake.extract.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.tool.Recalled;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.stream.Collectors;

/// A conversation as a model is shown it: one message a line as JSON, so that no message can pass
/// itself off as another, nor as the end of the conversation.
final class ConversationLines {
  /// So many messages before the last one are enough to understand it by.
  private static final int CONTEXT = 12;

  private static final int CONTEXT_CHARACTERS = 2_000;

  private ConversationLines() {}

  /// The last message, which must be whole, and what the user and the assistant said before it.
  static String of(List<Message> conversation) {
    List<Message> before =
        conversation.subList(0, conversation.size() - 1).stream()
            .filter(message -> message.role() == Role.USER || message.role() == Role.ASSISTANT)
            .toList();
    String context =
        before.subList(Math.max(0, before.size() - CONTEXT), before.size()).stream()
            .map(message -> line(message, cut(said(message))) + "\n")
            .collect(Collectors.joining());
    Message last = conversation.getLast();
    return context + line(last, said(last));
  }

  /// Without what the memory itself has said.
  private static String said(Message message) {
    return Recalled.without(message.content());
  }

  private static String cut(String text) {
    if (text.length() <= CONTEXT_CHARACTERS) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(CONTEXT_CHARACTERS - 1));
    return text.substring(0, inPair ? CONTEXT_CHARACTERS - 1 : CONTEXT_CHARACTERS) + "...";
  }

  private static String line(Message message, String content) {
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("role", message.role().wireName());
    message.at().ifPresent(at -> json.put("sent_at", at.toString()));
    return json.put("content", content).toString().replace("<", "\\u003c");
  }
}
