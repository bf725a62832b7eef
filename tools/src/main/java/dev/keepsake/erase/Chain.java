package dev.keepsake.erase;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ErasureRows.Found;
import dev.keepsake.store.ReadTx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The supersession chain of one memory, by the rows that are there and by what the audit trail
/// knows of those that are not any more.
///
/// @param ids of all of them
/// @param stored those that are there
record Chain(Set<MemoryId> ids, List<Memory> stored) {
  private static final List<String> LINKS = List.of("supersedes", "superseded_by");

  static Chain of(ReadTx tx, UserId user, MemoryId asked) {
    Map<MemoryId, Set<MemoryId>> told = links(tx);
    var ids = new HashSet<MemoryId>();
    var stored = new LinkedHashMap<MemoryId, Memory>();
    var open = new ArrayDeque<>(List.of(asked));
    while (!open.isEmpty()) {
      MemoryId next = open.remove();
      if (ids.add(next)) {
        open.addAll(told.getOrDefault(next, Set.of()));
        if (!stored.containsKey(next)) { // else it came with the rows of its chain
          tx.transfer().find(user, List.of(next)).values().stream()
              .flatMap(row -> tx.memories().chain(row.memory().owner(), next).stream())
              .forEach(memory -> stored.put(memory.id(), memory));
          open.addAll(stored.keySet());
        }
      }
    }
    return new Chain(ids, List.copyOf(stored.values()));
  }

  List<Found> found() {
    return stored.stream().map(memory -> new Found(memory.owner(), memory.id())).toList();
  }

  /// What the trail says of which memory replaced which, in both directions.
  private static Map<MemoryId, Set<MemoryId>> links(ReadTx tx) {
    var links = new HashMap<MemoryId, Set<MemoryId>>();
    tx.audit()
        .chain(
            new EventWalk((chained, _) ->
                chained.event().memory().ifPresent(one -> link(links, one, chained.event()))));
    return links;
  }

  private static void link(Map<MemoryId, Set<MemoryId>> links, MemoryId one, AuditEvent event) {
    for (String name : LINKS) {
      id(event.details().getOrDefault(name, ""))
          .ifPresent(other -> {
            links.computeIfAbsent(one, _ -> new HashSet<>()).add(other);
            links.computeIfAbsent(other, _ -> new HashSet<>()).add(one);
          });
    }
  }

  /// Empty for what somebody has put in place of one.
  private static Optional<MemoryId> id(String text) {
    try {
      return Optional.of(new MemoryId(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
