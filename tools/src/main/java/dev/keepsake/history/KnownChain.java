package dev.keepsake.history;

import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.memory.Timeline;
import dev.keepsake.store.AuditReads;
import java.util.Comparator;
import java.util.List;

/// A chain of memories that replaced each other, as it was known at some time.
record KnownChain(List<Memory> memories) {
  KnownChain {
    memories = List.copyOf(memories);
  }

  /// Those that were recorded by then, oldest first; empty if `id` was not.
  static KnownChain of(List<Memory> chain, MemoryId id, TimeAsked asked) {
    var timeline = Timeline.of(asked, chain);
    List<Memory> known =
        chain.stream()
            .filter(memory -> !memory.lifetime().recordedAt().isAfter(asked.known()))
            .map(timeline::known)
            .toList();
    return new KnownChain(known.stream().anyMatch(m -> m.id().equals(id)) ? known : List.of());
  }

  boolean isEmpty() {
    return memories.isEmpty();
  }

  /// Those of them that held at the time that is asked about, which may be none.
  KnownChain holding(TimeAsked asked) {
    return new KnownChain(memories.stream().filter(m -> asked.holds(m.lifetime())).toList());
  }

  /// What had happened to them by then, in that order.
  List<ChainedEvent> events(AuditReads audit, Owner owner, TimeAsked asked) {
    return memories.stream()
        .flatMap(memory -> audit.of(owner, memory.id()).stream())
        .filter(event -> !event.at().isAfter(asked.known()))
        .sorted(Comparator.comparingLong(ChainedEvent::seq))
        .toList();
  }
}
