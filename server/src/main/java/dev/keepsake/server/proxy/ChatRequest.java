package dev.keepsake.server.proxy;

import dev.keepsake.server.proxy.wire.NotJson;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.Placed.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A request for an answer, as the caller sent it, and what is read of it. What is not read here is
/// the upstream's to judge. Immutable.
final class ChatRequest {
  private static final String USER = "user";

  private final byte[] bytes;
  private final Placed root;

  private ChatRequest(byte[] bytes, Placed root) {
    this.bytes = bytes;
    this.root = root;
  }

  /// @param body not copied
  /// @throws BadChat if it is no JSON object, or names something twice: whoever reads it next might
  ///   take the other one
  static ChatRequest read(byte[] body) throws BadChat {
    try {
      Placed root = Placed.parse(body);
      if (!root.is(Kind.OBJECT)) {
        throw new BadChat("The body must be a JSON object.");
      }
      Optional<String> repeated = root.repeatedName();
      if (repeated.isPresent()) {
        throw new BadChat("The body names a field twice.", repeated.get());
      }
      return new ChatRequest(body, root);
    } catch (NotJson e) {
      throw new BadChat("The body is not JSON: " + e.getMessage() + ".");
    }
  }

  /// As it came; not to be written into.
  byte[] bytes() {
    return bytes;
  }

  Placed root() {
    return root;
  }

  List<Placed> messages() {
    return messageList().map(Placed::elements).orElse(List.of());
  }

  /// The list of messages, where it is one and not empty.
  Optional<Placed> messageList() {
    return root.find("messages").filter(list -> list.is(Kind.ARRAY) && !list.isEmpty());
  }

  /// Whom the caller names as OpenAI has it; empty where it says nothing.
  Optional<String> user() {
    return root.find(USER).flatMap(Placed::text).filter(name -> !name.isEmpty());
  }

  /// The names of the caller's own tools.
  Set<String> tools() {
    return root.find("tools").map(Placed::elements).orElse(List.of()).stream()
        .flatMap(tool -> name(tool).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Of a function, or of a tool of another kind.
  private static Optional<String> name(Placed tool) {
    return tool.find("function", "name")
        .or(() -> tool.find("custom", "name"))
        .flatMap(Placed::text);
  }

  /// Whether the model may be offered more tools: it must be free to choose one or none, answer
  /// once, and be asked in the way of today.
  boolean takesTools() {
    boolean free =
        root.find("tool_choice")
            .filter(choice -> !choice.is(Kind.NULL))
            .flatMap(choice -> Optional.of(choice.text().filter("auto"::equals).isPresent()))
            .orElse(true);
    boolean list = root.find("tools").filter(t -> !t.is(Kind.ARRAY) && !t.is(Kind.NULL)).isEmpty();
    return free && list && answersOnce() && isAbsent("functions") && messageList().isPresent();
  }

  /// Whether the answer may have any form.
  boolean isAnsweredInWords() {
    return root.find("response_format", "type").flatMap(Placed::text).orElse("text").equals("text");
  }

  private boolean answersOnce() {
    return root.find("n").filter(n -> !n.is(Kind.NULL)).map(n -> n.raw().equals("1")).orElse(true);
  }

  private boolean isAbsent(String field) {
    return root.find(field).filter(value -> !value.is(Kind.NULL)).isEmpty();
  }

  /// What the user has said last, without what is no text.
  Optional<String> question() {
    List<Placed> messages = messages();
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (isOf(messages.get(i), USER)) {
        return messages.get(i).find("content").map(ChatRequest::text).filter(t -> !t.isBlank());
      }
    }
    return Optional.empty();
  }

  /// Whether the user has just said something, and not a tool of the caller's.
  boolean endsWithUser() {
    return !messages().isEmpty() && isOf(messages().getLast(), USER);
  }

  static boolean isOf(Placed message, String role) {
    return message.find("role").flatMap(Placed::text).filter(role::equals).isPresent();
  }

  /// The text of a message's content, which is a string or has parts.
  static String text(Placed content) {
    return content
        .text()
        .orElseGet(() ->
            content.elements().stream()
                .flatMap(part -> part.find("text").flatMap(Placed::text).stream())
                .collect(Collectors.joining("\n")));
  }
}
