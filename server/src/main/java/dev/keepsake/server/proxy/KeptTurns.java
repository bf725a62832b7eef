package dev.keepsake.server.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.proxy.turn.ToolUse;
import dev.keepsake.server.proxy.turn.Turn;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Turns in which a model called our tools and the caller's. The caller is given its own calls
/// alone; when it comes back with what they came to, ours are put back beside them, so that the
/// model finds what it has done. Kept in this process for some minutes; without it the model only
/// does not know of its calls. Thread-safe.
final class KeptTurns {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long MOST_CHARACTERS = 32L << 20;

  /// Whose turn it was, and which. Ids of calls are the upstream's words: some count from one, and
  /// some give none, so that what was called counts too.
  private record Key(
      Identity identity,
      Optional<UserName> user,
      Optional<ConversationId> conversation,
      List<Called> calls) {
    static Key of(ChatCall call, List<Called> calls) {
      return new Key(call.identity(), call.caller().user(), call.caller().conversation(), calls);
    }
  }

  /// A call of the caller's.
  ///
  /// @param arguments as JSON where they are, since clients write them anew; else as text
  private record Called(String id, String name, JsonNode arguments) {
    static Called of(String id, String name, String arguments) {
      try {
        return new Called(id, name, WireJson.MAPPER.readTree(arguments));
      } catch (JsonProcessingException e) {
        return new Called(id, name, TextNode.valueOf(arguments));
      }
    }
  }

  /// A call of ours.
  ///
  /// @param callersBefore how many of the caller's stood before it
  /// @param result the message that answers it, as JSON
  private record Kept(int callersBefore, String call, String result) {}

  private final Cache<Key, List<Kept>> turns =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST_CHARACTERS)
          .<Key, List<Kept>>weigher((_, kept) ->
              kept.stream().mapToInt(one -> one.call().length() + one.result().length()).sum())
          .build();

  /// @param results a message for each call of ours
  void keep(ChatCall call, Turn turn, List<String> results) {
    var kept = new ArrayList<Kept>();
    int callers = 0;
    for (ToolUse use : turn.calls()) {
      if (use.ours()) {
        kept.add(new Kept(callers, use.json(), results.get(kept.size())));
      } else {
        callers++;
      }
    }
    List<Called> calls =
        turn.callers().stream()
            .map(use -> Called.of(use.id(), use.name(), use.arguments()))
            .toList();
    turns.put(Key.of(call, calls), List.copyOf(kept));
  }

  /// What puts everything back that is kept of a request's messages. Of turns that look alike, the
  /// newest is the one that is kept.
  Edits restore(ChatCall call) {
    var edits = new Edits();
    var done = new HashSet<Key>();
    for (Placed message : call.request().messages().reversed()) {
      Optional<Placed> calls = message.find("tool_calls").filter(list -> !list.isEmpty());
      if (calls.isPresent()) {
        Key key = Key.of(call, calls.get().elements().stream().map(KeptTurns::called).toList());
        Optional.ofNullable(turns.getIfPresent(key))
            .filter(_ -> done.add(key))
            .ifPresent(kept -> kept.forEach(one -> putBack(edits, message, calls.get(), one)));
      }
    }
    return edits;
  }

  private static Called called(Placed call) {
    return Called.of(
        call.find("id").flatMap(Placed::text).orElse(""),
        call.find("function", "name").flatMap(Placed::text).orElse(""),
        call.find("function", "arguments").flatMap(Placed::textOrObject).orElse(""));
  }

  private static void putBack(Edits edits, Placed message, Placed calls, Kept kept) {
    if (kept.callersBefore() < calls.elements().size()) {
      edits.insert(calls.elements().get(kept.callersBefore()).from(), kept.call() + ",");
    } else {
      edits.append(calls, kept.call(), true);
    }
    edits.insert(message.to(), "," + kept.result());
  }
}
