package dev.keepsake.history;

import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.Operation;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import dev.keepsake.tool.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a memory came to be, as agents see it: the shape on the wire, append-only.
///
/// @param memories the versions that may be seen, oldest first
/// @param events what happened to them, in that order
public record HistoryView(
    @Doc("The versions, the oldest first.") List<MemoryView> memories,
    @Doc("What happened to them, in that order.") List<Event> events) {
  public HistoryView {
    memories = List.copyOf(memories);
    events = List.copyOf(events);
  }

  /// One decision. Its texts are left out: those that may be seen are the versions' contents.
  public record Event(
      @Doc("When it happened.") Instant createdAt,
      @Doc("What was done.") Operation operation,
      @Doc("What came of it.") String action,
      @Doc("The memory that it is about.") Optional<MemoryId> memoryId,
      @Doc("Where it comes from, in the caller's words.") Source source,
      @Doc("What the server knows about where it came from.") Provenance provenance,
      @Doc("The rule that decided.") Optional<String> rule,
      @Doc("Why, in the words of the caller or of the rule.") Optional<String> reason,
      @Doc("Further facts by name.") Map<String, String> details) {

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
