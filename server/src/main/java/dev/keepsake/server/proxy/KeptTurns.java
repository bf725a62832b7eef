package dev.keepsake.server.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.proxy.wire.Edits;
import dev.keepsake.server.proxy.wire.Placed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns in which a model called our tools and the caller's. The caller is given its own calls
/// alone; when it comes back with what they came to, ours are put back beside them, so that the
/// model finds what it has done. Kept in this process for some minutes; without it the model only
/// does not know of its calls. Thread-safe.
final class KeptTurns {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long MOST_CHARACTERS = 32L << 20;

  /// Whose turn it was. Ids of calls are the upstream's words, and some count from one.
  ///
  /// @param calls ids of the caller's calls
  private record Key(Identity identity, Optional<UserName> user, List<String> calls) {}

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
  void keep(Identity identity, Optional<UserName> user, Turn turn, List<String> results) {
    var kept = new ArrayList<Kept>();
    int callers = 0;
    for (ToolUse call : turn.calls()) {
      if (call.ours()) {
        kept.add(new Kept(callers, call.json(), results.get(kept.size())));
      } else {
        callers++;
      }
    }
    List<String> ids = turn.callers().stream().map(ToolUse::id).toList();
    turns.put(new Key(identity, user, ids), List.copyOf(kept));
  }

  /// What puts everything back that is kept of a request's messages.
  Edits restore(Identity identity, Optional<UserName> user, ChatRequest request) {
    var edits = new Edits();
    for (Placed message : request.messages()) {
      Optional<Placed> calls = message.find("tool_calls").filter(list -> !list.isEmpty());
      if (calls.isPresent()) {
        List<String> ids =
            calls.get().elements().stream()
                .map(call -> call.find("id").flatMap(Placed::text).orElse(""))
                .toList();
        Optional.ofNullable(turns.getIfPresent(new Key(identity, user, ids)))
            .ifPresent(kept -> kept.forEach(one -> putBack(edits, message, calls.get(), one)));
      }
    }
    return edits;
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
