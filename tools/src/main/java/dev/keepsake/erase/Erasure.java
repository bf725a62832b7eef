package dev.keepsake.erase;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.EventForm;
import dev.keepsake.audit.EventRanges;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.erase.ErasureCertificate.Removed;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ErasureRows;
import dev.keepsake.store.ErasureRows.Kept;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// One erasure, in one transaction: a tombstone for each memory and the event that names whose
/// words go come first, then the rows. Nothing of it is said in the trail but ids and numbers.
///
/// @param startedAt the wall clock when it began
record Erasure(Caller operator, Owner owner, ErasureRequest request, Instant startedAt) {
  /// No rule decides over an erasure: somebody answers for it.
  private static final String POLICY = "operator";

  /// @param wordsKept events of an old form that had reasons or tags in them, which stay
  record Done(ChainedEvent event, List<MemoryId> memories, Removed removed, long wordsKept) {
    boolean isNothing() {
      return removed.equals(new Removed(0, 0, 0, 0, 0, 0));
    }
  }

  /// @param memories that go
  /// @param words of which events go
  /// @param rows which of those that calls have left go
  Done carryOut(
      WriteTx tx,
      Collection<MemoryId> memories,
      Predicate<AuditEvent> words,
      Predicate<Kept> rows) {
    var emptied = new TreeSet<Long>();
    var wordsKept = new long[1];
    tx.audit()
        .chain(
            new EventWalk((chained, kept) -> {
              boolean meant = words.test(chained.event());
              if (meant && kept) {
                emptied.add(chained.seq());
              }
              if (meant && chained.form() == EventForm.PLAIN && chained.event().hasWords()) {
                wordsKept[0]++;
              }
            }));
    EventRanges ranges = EventRanges.of(emptied);
    tx.audit().append(memories.stream().map(id -> tombstone(id, tx.at())).toList());
    ChainedEvent event = tx.audit().append(event(memories.size(), ranges, tx.at()));
    tx.erasure().removeTexts(ranges);
    long vectors = tx.erasure().removeMemories(memories);
    Tally tally = removeRows(tx.erasure(), rows);
    var removed =
        new Removed(
            memories.size(),
            vectors,
            emptied.size(),
            tally.queued,
            tally.confirmations,
            tally.answers);
    return new Done(event, List.copyOf(memories), removed, wordsKept[0]);
  }

  private static final class Tally {
    private long queued;
    private long confirmations;
    private long answers;
  }

  private static Tally removeRows(ErasureRows rows, Predicate<Kept> meant) {
    var tally = new Tally();
    for (Kept kept : new ArrayList<>(rows.kept())) {
      if (meant.test(kept)) {
        rows.remove(kept);
        switch (kept) {
          case Kept.Queued _ -> tally.queued++;
          case Kept.Waiting _ -> tally.confirmations++;
          case Kept.Answered _ -> tally.answers++;
        }
      }
    }
    return tally;
  }

  private AuditEvent tombstone(MemoryId id, Instant at) {
    return event("erased", Optional.of(id), new TreeMap<>(), Optional.empty(), at);
  }

  private AuditEvent event(long memories, EventRanges ranges, Instant at) {
    var details = new TreeMap<String, String>();
    details.put("by", request.by());
    details.put("memories", Long.toString(memories));
    details.put(AuditEvent.ERASED_TEXTS, ranges.toString());
    return event("erasure", Optional.empty(), details, request.reason(), at);
  }

  private AuditEvent event(
      String action,
      Optional<MemoryId> memory,
      TreeMap<String, String> details,
      Optional<String> reason,
      Instant at) {
    return new AuditEvent(
        owner,
        Operation.ERASE,
        action,
        memory,
        Optional.empty(),
        operator.origin(Optional.empty()),
        new Ruling(Optional.empty(), POLICY, reason),
        operator.correlationId(),
        details,
        Optional.empty(),
        Optional.empty(),
        Math.max(0, at.toEpochMilli() - startedAt.toEpochMilli()));
  }
}
