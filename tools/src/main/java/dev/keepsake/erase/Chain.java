package dev.keepsake.erase;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WholeMemory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The supersession chain of one memory for an erasure: also where some or all of it was purged,
/// and only the audit trail knows of it.
///
/// @param stored its memories that are still there
/// @param traces of all of them
record Chain(List<MemoryId> stored, Traces traces) {
  private static final List<String> LINKS = List.of("supersedes", "superseded_by");

  static Chain of(ReadTx tx, UserId user, MemoryId asked) {
    Map<MemoryId, WholeMemory> found = tx.transfer().find(user, List.of(asked));
    var stored =
        found.values().stream()
            .map(one -> new Owner(user, one.memory().owner().scope()))
            .flatMap(owner -> tx.memories().chain(owner, asked).stream())
            .toList();
    var ids = new LinkedHashSet<MemoryId>();
    ids.add(asked);
    stored.forEach(memory -> ids.add(memory.id()));
    follow(tx, ids);
    var texts = new ArrayList<String>();
    stored.forEach(memory -> texts.add(memory.content().text()));
    texts.addAll(told(tx, ids));
    return new Chain(
        stored.stream().map(memory -> memory.id()).toList(), Traces.of(ids, texts.stream()));
  }

  /// Adds what the trail says was replaced by one of `ids`, or has replaced it, until there is no
  /// more.
  private static void follow(ReadTx tx, Set<MemoryId> ids) {
    int before;
    do {
      before = ids.size();
      tx.audit().chain(new EventWalk((chained, _) -> link(chained.event(), ids)));
    } while (ids.size() > before);
  }

  private static void link(AuditEvent event, Set<MemoryId> ids) {
    if (event.memory().isEmpty()) {
      return;
    }
    MemoryId one = event.memory().get();
    for (String name : LINKS) {
      id(event.details().getOrDefault(name, ""))
          .filter(other -> ids.contains(one) || ids.contains(other))
          .ifPresent(other -> ids.addAll(List.of(one, other)));
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

  private static Set<String> told(ReadTx tx, Set<MemoryId> ids) {
    var texts = new HashSet<String>();
    tx.audit()
        .chain(
            new EventWalk((chained, _) -> {
              AuditEvent event = chained.event();
              if (event.memory().filter(ids::contains).isPresent()) {
                Traces.texts(event).forEach(texts::add);
              }
            }));
    return texts;
  }

  /// The user's other memories that have the words of these in theirs.
  List<MemoryId> mentions(Stream<WholeMemory> others) {
    return others
        .filter(one -> !traces.ids().contains(one.memory().id()))
        .filter(one -> traces.isIn(one.memory().content().text()))
        .map(one -> one.memory().id())
        .toList();
  }
}
