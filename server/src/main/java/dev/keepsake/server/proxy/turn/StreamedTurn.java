package dev.keepsake.server.proxy.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.server.proxy.wire.NotJson;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.Placed.Kind;
import dev.keepsake.server.proxy.wire.SseEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads one streamed turn of the model and says of each event what of it goes to the caller, as
/// soon as that is known:
///
/// 1. An event without calls of tools goes on as it came.
/// 2. An event with a call waits until it is known whose tool that is; usually that is at once.
/// 3. Of our calls nothing goes on; the caller's get the numbers that they would have without ours.
/// 4. Once there is a call of ours, the end of the turn is held: whether it is the caller's end too
///    is known when the turn is over.
/// 5. The role is told once in an answer, and usage is the sum of all turns.
///
/// For one thread.
public final class StreamedTurn {
  private static final Set<String> CUT_OFF = Set.of("length", "content_filter");

  private final StreamedCalls calls;
  private final Optional<ObjectNode> spent;
  private final StreamedMessage message = new StreamedMessage();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<SseEvent> held = new ArrayList<>();
  private boolean roleTold;
  private @Nullable String finish;
  private boolean done;
  private boolean failed;
  private @Nullable String model;
  private @Nullable ObjectNode usage;

  /// An event whose calls may not be decided yet.
  ///
  /// @param json empty where it has none
  /// @param calls of which its entries are parts
  /// @param ends whether it belongs to the end of the turn
  private record Waiting(
      SseEvent event, Optional<Placed> json, List<StreamedCalls.Call> calls, boolean ends) {}

  /// @param names which tools are ours and which the caller's
  /// @param spent what the turns before have cost
  /// @param roleTold whether the caller knows the role of the message
  public StreamedTurn(ToolNames names, Optional<ObjectNode> spent, boolean roleTold) {
    this.calls = new StreamedCalls(names);
    this.spent = spent;
    this.roleTold = roleTold;
  }

  public boolean roleTold() {
    return roleTold;
  }

  /// What the model says so far, without its calls.
  public StreamedMessage message() {
    return message;
  }

  /// Whether the upstream has said that nothing more comes.
  public boolean isDone() {
    return done;
  }

  /// What can go to the caller now.
  ///
  /// @throws NotJson if the event has data that are none
  public List<SseEvent> take(SseEvent event) throws NotJson {
    Optional<String> data = event.data().filter(text -> !text.isBlank());
    if (event.isDone() || data.isEmpty()) {
      done |= event.isDone();
      if (done) {
        calls.settle();
      }
      waiting.add(new Waiting(event, Optional.empty(), List.of(), done));
    } else {
      Placed json = Placed.parse(data.get().getBytes(UTF_8));
      List<StreamedCalls.Call> parts = observe(json);
      waiting.add(new Waiting(event, Optional.of(json), parts, finish != null));
    }
    return decided();
  }

  /// What can go to the caller when nothing more comes.
  public List<SseEvent> end() {
    calls.settle();
    return decided();
  }

  /// What was held of the turn's end.
  public List<SseEvent> held() {
    return List.copyOf(held);
  }

  /// Whether the stream ended where an answer does, or said that it failed.
  public boolean isWhole() {
    return finish != null || done || failed;
  }

  public Turn turn() {
    boolean complete = !failed && isWhole() && (finish == null || !CUT_OFF.contains(finish));
    return new Turn(
        message.json(calls.json()).toString(),
        calls.made(),
        complete,
        Optional.ofNullable(model),
        Optional.ofNullable(usage));
  }

  private List<StreamedCalls.Call> observe(Placed json) {
    json.find("usage")
        .filter(told -> told.is(Kind.OBJECT))
        .ifPresent(told -> usage = (ObjectNode) told.tree());
    failed |= json.find("error").filter(told -> told.is(Kind.OBJECT)).isPresent();
    json.find("model").flatMap(Placed::text).ifPresent(told -> model = told);
    Optional<Placed> choice = choice(json);
    choice.flatMap(one -> one.find("delta")).ifPresent(message::take);
    List<StreamedCalls.Call> parts =
        choice
            .flatMap(one -> one.find("delta", "tool_calls"))
            .map(Placed::elements)
            .orElse(List.of())
            .stream()
            .map(calls::take)
            .toList();
    choice
        .flatMap(one -> one.find("finish_reason"))
        .flatMap(Placed::text)
        .ifPresent(reason -> {
          finish = reason;
          calls.settle();
        });
    return parts;
  }

  /// The first, where several answers were asked for; ours are offered where there is one.
  private static Optional<Placed> choice(Placed json) {
    return json.find("choices").map(Placed::elements).orElse(List.of()).stream()
        .filter(choice -> choice.find("index").map(Placed::raw).orElse("0").equals("0"))
        .findFirst();
  }

  private List<SseEvent> decided() {
    var out = new ArrayList<SseEvent>();
    while (!waiting.isEmpty() && waiting.peek().calls().stream().allMatch(calls::isDecided)) {
      Waiting next = waiting.poll();
      Optional<SseEvent> forCaller =
          next.json().isPresent()
              ? edited(next.event(), next.json().get(), next.calls())
              : Optional.of(next.event());
      boolean holds = next.ends() && calls.anyOurs();
      forCaller.ifPresent(holds ? held::add : out::add);
    }
    return out;
  }

  /// @return empty if nothing is left of it
  private Optional<SseEvent> edited(SseEvent event, Placed json, List<StreamedCalls.Call> parts) {
    Optional<Placed> delta = choice(json).flatMap(choice -> choice.find("delta"));
    Set<String> dropped = dropped(delta, parts);
    var edits = new Edits();
    if (spent.isPresent()) {
      json.find("usage")
          .filter(told -> told.is(Kind.OBJECT))
          .ifPresent(told ->
              edits.replace(told, Usage.sum(spent.get(), (ObjectNode) told.tree()).toString()));
    }
    if (delta.isPresent()) {
      if (!dropped.isEmpty()) {
        if (isNothingBut(json, delta.get(), dropped)) {
          return Optional.empty();
        }
        edits.replace(delta.get(), rest(delta.get(), dropped, parts));
      } else if (calls.changes(parts)) {
        edits.replace(delta.get().find("tool_calls").orElseThrow(), callers(delta.get(), parts));
      }
      roleTold |= delta.get().find("role").isPresent();
    }
    return Optional.of(edits.isEmpty() ? event : event.with(applied(edits, event)));
  }

  private static String applied(Edits edits, SseEvent event) {
    byte[] data = event.data().orElseThrow().getBytes(UTF_8);
    return new String(edits.applyTo(data), UTF_8);
  }

  /// The fields that don't go on: the role, if it is known, and calls that are all ours.
  private Set<String> dropped(Optional<Placed> delta, List<StreamedCalls.Call> parts) {
    if (delta.isEmpty()) {
      return Set.of();
    }
    return Stream.of("role", "tool_calls")
        .filter(name -> delta.get().find(name).isPresent())
        .filter(name ->
            name.equals("role")
                ? roleTold
                : !parts.isEmpty() && parts.stream().allMatch(calls::isOurs))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether it would tell the caller nothing.
  private static boolean isNothingBut(Placed json, Placed delta, Set<String> dropped) {
    boolean empty =
        delta.names().stream()
            .filter(name -> !dropped.contains(name))
            .allMatch(name -> delta.find(name).filter(StreamedTurn::saysNothing).isPresent());
    boolean ends =
        choice(json)
            .flatMap(choice -> choice.find("finish_reason"))
            .flatMap(Placed::text)
            .isPresent();
    return empty && !ends && json.find("usage").filter(told -> told.is(Kind.OBJECT)).isEmpty();
  }

  private static boolean saysNothing(Placed value) {
    return value.is(Kind.NULL) || value.text().filter(String::isEmpty).isPresent();
  }

  private String rest(Placed delta, Set<String> dropped, List<StreamedCalls.Call> parts) {
    String left = delta.without(dropped.toArray(String[]::new));
    if (dropped.contains("tool_calls") || !calls.changes(parts)) {
      return left;
    }
    try {
      byte[] bytes = left.getBytes(UTF_8);
      Placed again = Placed.parse(bytes);
      var edits =
          new Edits().replace(again.find("tool_calls").orElseThrow(), callers(again, parts));
      return new String(edits.applyTo(bytes), UTF_8);
    } catch (NotJson e) {
      throw new IllegalStateException("is made of JSON", e);
    }
  }

  private String callers(Placed delta, List<StreamedCalls.Call> parts) {
    return calls.callers(delta.find("tool_calls").orElseThrow().elements(), parts);
  }
}
