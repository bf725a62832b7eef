package dev.keepsake.server.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.server.proxy.wire.NotJson;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.Placed.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One turn of the model that came as a whole.
final class WholeTurn {
  private static final Set<String> CUT_OFF = Set.of("length", "content_filter");

  private final byte[] bytes;
  private final Placed root;
  private final ToolNames names;

  private WholeTurn(byte[] bytes, Placed root, ToolNames names) {
    this.bytes = bytes;
    this.root = root;
    this.names = names;
  }

  /// @throws NotJson if it is none
  static WholeTurn read(byte[] bytes, ToolNames names) throws NotJson {
    return new WholeTurn(bytes, Placed.parse(bytes), names);
  }

  private Optional<Placed> choice() {
    return root.find("choices").map(Placed::elements).orElse(List.of()).stream().findFirst();
  }

  /// The message of the answer, or of the first where several were asked for.
  Optional<Placed> message() {
    return choice().flatMap(choice -> choice.find("message")).filter(m -> m.is(Kind.OBJECT));
  }

  private List<Placed> calls() {
    return message()
        .flatMap(message -> message.find("tool_calls"))
        .map(Placed::elements)
        .orElse(List.of());
  }

  Turn turn() {
    boolean complete =
        choice()
            .flatMap(choice -> choice.find("finish_reason"))
            .flatMap(Placed::text)
            .filter(CUT_OFF::contains)
            .isEmpty();
    return new Turn(
        message().map(Placed::raw).orElse("{}"),
        calls().stream().map(this::use).toList(),
        complete,
        root.find("model").flatMap(Placed::text),
        usage().map(Placed::tree).map(ObjectNode.class::cast));
  }

  private Optional<Placed> usage() {
    return root.find("usage").filter(told -> told.is(Kind.OBJECT));
  }

  private ToolUse use(Placed call) {
    return new ToolUse(
        call.find("id").flatMap(Placed::text).orElse(""),
        name(call),
        call.find("function", "arguments").flatMap(Placed::text).orElse(""),
        call.raw(),
        names.isOurs(name(call)));
  }

  private static String name(Placed call) {
    return call.find("function", "name").flatMap(Placed::text).orElse("");
  }

  /// What the caller is answered: without our calls, and with what all turns have cost.
  ///
  /// @param spent what the turns before have cost
  byte[] forCaller(Optional<ObjectNode> spent) {
    var edits = new Edits();
    if (spent.isPresent()) {
      usage()
          .ifPresent(told ->
              edits.replace(told, Usage.sum(spent.get(), (ObjectNode) told.tree()).toString()));
    }
    message().ifPresent(message -> withoutOurs(edits, message));
    return edits.applyTo(bytes);
  }

  private void withoutOurs(Edits edits, Placed message) {
    List<Placed> callers = calls().stream().filter(call -> !names.isOurs(name(call))).toList();
    if (callers.size() == calls().size()) {
      return;
    }
    if (callers.isEmpty()) {
      edits.replace(message, message.without("tool_calls"));
    } else {
      edits.replace(
          message.find("tool_calls").orElseThrow(),
          callers.stream().map(Placed::raw).collect(Collectors.joining(",", "[", "]")));
    }
  }
}
