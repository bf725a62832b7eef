package dev.keepsake.server.proxy.turn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.server.proxy.wire.NotJson;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.Placed.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One turn of the model that came as a whole.
public final class WholeTurn {
  private static final Set<String> CUT_OFF = Set.of("length", "content_filter");

  private final byte[] bytes;
  private final Placed root;
  private final ToolNames names;

  private WholeTurn(byte[] bytes, Placed root, ToolNames names) {
    this.bytes = bytes;
    this.root = root;
    this.names = names;
  }

  /// @throws NotJson if it is no object
  public static WholeTurn read(byte[] bytes, ToolNames names) throws NotJson {
    return new WholeTurn(bytes, Placed.parseObject(bytes), names);
  }

  private Optional<Placed> choice() {
    return root.find("choices").map(Placed::elements).orElse(List.of()).stream().findFirst();
  }

  /// The message of the answer, or of the first where several were asked for.
  public Optional<Placed> message() {
    return choice().flatMap(choice -> choice.find("message")).filter(m -> m.is(Kind.OBJECT));
  }

  /// What the message says.
  public String text() {
    return content().flatMap(Placed::text).orElse("");
  }

  private Optional<Placed> content() {
    return message().flatMap(message -> message.find("content"));
  }

  /// The answer with `before` in front of what the message says.
  public byte[] saidAfter(String before) {
    boolean apart = Character.isWhitespace(before.charAt(before.length() - 1)) || text().isEmpty();
    String quoted = TextNode.valueOf(apart ? before : before + "\n\n").toString();
    Optional<Placed> content = content();
    var edits = new Edits();
    if (content.isEmpty()) {
      message().ifPresent(message -> edits.field(message, "content", quoted));
    } else if (content.get().is(Kind.NULL)) {
      edits.replace(content.get(), quoted);
    } else if (content.get().is(Kind.STRING)) {
      edits.insert(content.get().from() + 1, quoted.substring(1, quoted.length() - 1));
    }
    return edits.applyTo(bytes);
  }

  /// Whether it says that something went wrong, and nothing else.
  public boolean isFailure() {
    return message().isEmpty() && root.find("error").isPresent();
  }

  private List<Placed> calls() {
    return message()
        .flatMap(message -> message.find("tool_calls"))
        .map(Placed::elements)
        .orElse(List.of());
  }

  public Turn turn() {
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
        call.find("function", "arguments").flatMap(Placed::textOrObject).orElse(""),
        call.raw(),
        names.isOurs(name(call)));
  }

  private static String name(Placed call) {
    return call.find("function", "name").flatMap(Placed::text).orElse("");
  }

  /// What the caller is answered: without our calls, and with what all turns have cost.
  ///
  /// @param spent what the turns before have cost
  public byte[] forCaller(Optional<ObjectNode> spent) {
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
