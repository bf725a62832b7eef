package dev.keepsake.server.proxy.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.server.proxy.wire.NotJson;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.tool.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of tools in one streamed turn, put together from their parts, and whose they are. For
/// one thread.
final class StreamedCalls {
  private enum Owner {
    OURS,
    CALLER
  }

  /// A call as far as it has come. Guarded by its [StreamedCalls].
  static final class Call {
    private final Optional<Integer> index;
    private final ObjectNode rest = WireJson.MAPPER.createObjectNode();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private @Nullable Owner owner;

    private Call(Optional<Integer> index) {
      this.index = index;
    }
  }

  private final ToolNames names;
  private final List<Call> all = new ArrayList<>();

  StreamedCalls(ToolNames names) {
    this.names = names;
  }

  /// Takes a part of a call.
  ///
  /// @param part an entry of `tool_calls` in an event
  Call take(Placed part) {
    Call call = of(part);
    String name = name(part);
    if (call.arguments.isEmpty() && !isSaidAgain(call, name)) {
      call.name.append(name);
    }
    part.find("function", "arguments")
        .flatMap(Placed::textOrObject)
        .ifPresent(call.arguments::append);
    if (part.tree() instanceof ObjectNode fields) {
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        if (!field.getKey().equals("index") && !field.getKey().equals("function")) {
          call.rest.set(field.getKey(), field.getValue()); // a signature of the model's, say
        }
      }
    }
    boolean ofOtherKind = part.find("custom").isPresent();
    if (ofOtherKind || !call.arguments.isEmpty() || !names.mayGoOn(call.name.toString())) {
      decide(call);
    }
    return call;
  }

  private static String name(Placed part) {
    return part.find("function", "name").flatMap(Placed::text).orElse("");
  }

  /// Some upstreams say the whole name in every part.
  private boolean isSaidAgain(Call call, String name) {
    return name.contentEquals(call.name) && !names.mayBe(name + name);
  }

  /// The call that a part belongs to. Some upstreams number no call, or all of them alike; then a
  /// new id is a new call, and without ids a name behind whole arguments.
  private Call of(Placed part) {
    Optional<Integer> index =
        part.find("index").filter(i -> i.is(Placed.Kind.NUMBER)).map(i -> i.tree().asInt());
    String id = part.find("id").flatMap(Placed::text).orElse("");
    Optional<Call> begun =
        all.reversed().stream()
            .filter(call -> index.isEmpty() || call.index.equals(index))
            .findFirst()
            .filter(call -> id.isEmpty() || call.id.isEmpty() || call.id.equals(id))
            .filter(call -> !id.isEmpty() || name(part).isEmpty() || !isWhole(call.arguments));
    if (begun.isPresent()) {
      if (!id.isEmpty()) {
        begun.get().id = id;
      }
      return begun.get();
    }
    settle(); // the next has begun
    var call = new Call(index);
    call.id = id;
    all.add(call);
    return call;
  }

  private static boolean isWhole(StringBuilder arguments) {
    try {
      Placed.parse(arguments.toString().getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (NotJson e) {
      return false;
    }
  }

  /// No name goes on.
  void settle() {
    all.forEach(this::decide);
  }

  private void decide(Call call) {
    if (call.owner == null) {
      call.owner = names.isOurs(call.name.toString()) ? Owner.OURS : Owner.CALLER;
    }
  }

  boolean isDecided(Call call) {
    return call.owner != null;
  }

  boolean isOurs(Call call) {
    return call.owner == Owner.OURS;
  }

  boolean anyOurs() {
    return all.stream().anyMatch(this::isOurs);
  }

  /// Whether the caller must see these parts otherwise than they came.
  boolean changes(List<Call> parts) {
    return parts.stream().anyMatch(call -> isOurs(call) || oursBefore(call) > 0);
  }

  private long oursBefore(Call call) {
    return all.stream().takeWhile(other -> other != call).filter(this::isOurs).count();
  }

  /// The caller's of these parts, with the numbers that they would have without ours.
  ///
  /// @param calls of which they are
  String callers(List<Placed> parts, List<Call> calls) {
    var left = new ArrayList<String>();
    for (int i = 0; i < parts.size(); i++) {
      Call call = calls.get(i);
      if (!isOurs(call)) {
        left.add(numbered(parts.get(i).raw(), all.indexOf(call) - (int) oursBefore(call)));
      }
    }
    return "[" + String.join(",", left) + "]";
  }

  private static String numbered(String part, int number) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    try {
      var edits = new Edits();
      Placed.parse(bytes)
          .find("index")
          .ifPresent(index -> edits.replace(index, Integer.toString(number)));
      return new String(edits.applyTo(bytes), StandardCharsets.UTF_8);
    } catch (NotJson e) {
      throw new IllegalStateException("is a part of JSON", e);
    }
  }

  List<ToolUse> made() {
    return all.stream()
        .map(call ->
            new ToolUse(
                call.id,
                call.name.toString(),
                call.arguments.toString(),
                json(call).toString(),
                isOurs(call)))
        .toList();
  }

  ArrayNode json() {
    ArrayNode list = WireJson.MAPPER.createArrayNode();
    all.forEach(call -> list.add(json(call)));
    return list;
  }

  private static ObjectNode json(Call call) {
    ObjectNode json = call.rest.deepCopy();
    json.put("id", call.id);
    if (!json.has("type")) {
      json.put("type", "function");
    }
    json.putObject("function")
        .put("name", call.name.toString())
        .put("arguments", call.arguments.toString());
    return json;
  }
}
