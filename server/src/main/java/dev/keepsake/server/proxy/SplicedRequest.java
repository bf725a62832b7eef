package dev.keepsake.server.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.Placed.Kind;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Optional;

/// A caller's request with what we put into it: the caller's bytes stay as they came. What the
/// model is told stands at the end of the caller's own leading instructions, or before all messages
/// where there are none; tools at the end of the caller's; what came of a round of tools at the end
/// of the messages. Immutable.
final class SplicedRequest {
  private final ChatRequest request;
  private final Edits always;

  /// @param told what the model is told, one text after the other
  /// @param tools each as the upstream takes it
  /// @param kept what is put back of turns before
  SplicedRequest(ChatRequest request, List<String> told, List<String> tools, Edits kept) {
    this.request = request;
    var edits = new Edits();
    if (!told.isEmpty()) {
      request.messageList().ifPresent(list -> tell(edits, list, String.join("\n\n", told)));
    }
    if (!tools.isEmpty()) {
      offer(edits, request.root(), String.join(",", tools));
    }
    this.always = edits.and(kept);
  }

  private static void tell(Edits edits, Placed messages, String text) {
    Placed first = messages.elements().getFirst();
    Optional<Placed> content =
        ChatRequest.isOf(first, "system") || ChatRequest.isOf(first, "developer")
            ? first.find("content")
            : Optional.empty();
    if (content.isPresent() && content.get().is(Kind.STRING)) {
      Placed said = content.get();
      boolean empty = said.to() - said.from() == 2;
      edits.insert(said.to() - 1, inString(empty ? text : "\n\n" + text));
    } else if (content.isPresent() && content.get().is(Kind.ARRAY)) {
      edits.append(content.get(), "{\"type\":\"text\",\"text\":\"" + inString(text) + "\"}", false);
    } else {
      edits.insert(
          messages.from() + 1, "{\"role\":\"system\",\"content\":\"" + inString(text) + "\"},");
    }
  }

  private static void offer(Edits edits, Placed root, String tools) {
    Optional<Placed> own = root.find("tools");
    if (own.isEmpty()) {
      edits.field(root, "tools", "[" + tools + "]");
    } else if (own.get().is(Kind.ARRAY)) {
      edits.append(own.get(), tools, false);
    } else {
      edits.replace(own.get(), "[" + tools + "]");
    }
  }

  /// What the upstream is sent.
  ///
  /// @param rounds what has come of it so far
  /// @param noTools whether the model must answer now, without calling anything
  byte[] body(List<ToolRound> rounds, boolean noTools) {
    var edits = new Edits();
    request
        .messageList()
        .ifPresent(list ->
            rounds.stream()
                .flatMap(round -> round.messages().stream())
                .forEach(message -> edits.append(list, message, true)));
    if (noTools) {
      Optional<Placed> choice = request.root().find("tool_choice");
      if (choice.isPresent()) {
        edits.replace(choice.get(), "\"none\"");
      } else {
        edits.field(request.root(), "tool_choice", "\"none\"");
      }
    }
    return always.and(edits).applyTo(request.bytes());
  }

  private static String inString(String text) {
    try {
      String quoted = WireJson.MAPPER.writeValueAsString(text);
      return quoted.substring(1, quoted.length() - 1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text can be written", e);
    }
  }
}
