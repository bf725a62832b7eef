package dev.keepsake.server.proxy.turn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.Placed.Kind;
import dev.keepsake.tool.WireJson;
import java.util.Optional;
import java.util.Set;

/// What the model says in one streamed turn, put together from its parts, but for its calls of
/// tools: the text, a refusal, and what else the upstream knows of. For one thread.
public final class StreamedMessage {
  private static final String CONTENT = "content";
  private static final Set<String> APART = Set.of("role", CONTENT, "tool_calls");

  private final StringBuilder content = new StringBuilder();
  private final GrowingObject rest = new GrowingObject();

  /// Takes a part of the message.
  public void take(Placed delta) {
    delta.find(CONTENT).flatMap(Placed::text).ifPresent(content::append);
    if (delta.names().stream().anyMatch(name -> isOfRest(delta, name))) {
      rest.take(((ObjectNode) delta.tree()).without(APART));
    }
  }

  private static boolean isOfRest(Placed delta, String name) {
    return !APART.contains(name) && delta.find(name).filter(v -> !v.is(Kind.NULL)).isPresent();
  }

  public String content() {
    return content.toString();
  }

  /// What it says beside its text.
  public ObjectNode rest() {
    return rest.json();
  }

  /// As it goes back to the model.
  public ObjectNode json(ArrayNode calls) {
    ObjectNode message = of(content.toString(), Optional.of(rest()));
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    return message;
  }

  /// A message of the model's.
  ///
  /// @param rest beside the text
  public static ObjectNode of(String content, Optional<ObjectNode> rest) {
    ObjectNode message = WireJson.MAPPER.createObjectNode().put("role", "assistant");
    if (content.isEmpty()) {
      message.putNull(CONTENT);
    } else {
      message.put(CONTENT, content);
    }
    rest.ifPresent(message::setAll);
    return message;
  }
}
