package dev.keepsake.history;

import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.Operation;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a memory came to be, as agents see it: the shape on the wire, append-only.
///
/// @param memories the versions that may be seen, oldest first
/// @param events what happened to them, in that order
public record HistoryView(List<MemoryView> memories, List<Event> events) {
  public HistoryView {
    memories = List.copyOf(memories);
    events = List.copyOf(events);
  }

  /// One decision. Its texts are left out: those that may be seen are the versions' contents.
  public record Event(
      Instant createdAt,
      Operation operation,
      String action,
      Optional<MemoryId> memoryId,
      Source source,
      Provenance provenance,
      Optional<String> rule,
      Optional<String> reason,
      Map<String, String> details) {

    static Event of(ChainedEvent chained) {
      var event = chained.event();
      return new Event(
          chained.at(),
          event.operation(),
          event.action(),
          event.memory(),
          event.origin().source(),
          event.origin().provenance(),
          event.ruling().rule(),
          event.ruling().reason(),
          event.details());
    }
  }
}
