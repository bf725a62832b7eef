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
import dev.keepsake.store.ErasureRows.Found;
import dev.keepsake.store.ErasureRows.Kept;
import dev.keepsake.store.ErasureRows.Talk;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One erasure, in one transaction: a tombstone for each memory and the event that names whose
/// words go come first, then the rows. The trail says nothing of it but ids and numbers, who
/// answers for it, and why.
///
/// @param startedAt the wall clock when it began
record Erasure(Caller operator, Owner owner, ErasureRequest request, Instant startedAt) {
  /// No rule decides over an erasure: somebody answers for it.
  private static final String POLICY = "operator";

  /// @param wordsKept events of an old form that had reasons or tags in them, which stay
  record Done(ChainedEvent event, List<MemoryId> memories, Removed removed, long wordsKept) {
    boolean isNothing() {
      return removed.equals(new Removed(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
  }

  /// @param memories that go
  /// @param meant what goes beside them
  Done carryOut(WriteTx tx, List<Found> memories, Meant meant) {
    var words = new Words();
    tx.audit().chain(new EventWalk((chained, kept) -> words.look(chained, kept, meant)));
    EventRanges ranges =
        meant.all() ? EventRanges.upTo(tx.audit().head().seq()) : EventRanges.of(words.emptied);
    tx.audit().append(memories.stream().map(memory -> tombstone(memory, tx.at())).toList());
    ChainedEvent event = tx.audit().append(event(memories.size(), ranges, tx.at()));
    tx.erasure().removeTexts(ranges);
    List<MemoryId> ids = memories.stream().map(Found::id).toList();
    long vectors = tx.erasure().removeMemories(ids);
    Tally rows = removeRows(tx.erasure(), meant);
    Talk talk = meant.all() ? tx.erasure().removeConversations() : new Talk(0, 0);
    var removed =
        new Removed(
            ids.size(),
            vectors,
            words.emptied.size(),
            rows.queued,
            rows.confirmations,
            rows.answers,
            meant.all() ? tx.erasure().removeRaw() : 0,
            talk.conversations(),
            talk.messages());
    return new Done(event, ids, removed, words.staying);
  }

  /// What there is of words in the trail.
  private static final class Words {
    final SortedSet<Long> emptied = new TreeSet<>();
    long staying;

    void look(ChainedEvent chained, boolean kept, Meant meant) {
      if (meant.event(chained.event())) {
        if (kept) {
          emptied.add(chained.seq());
        }
        if (chained.form() == EventForm.PLAIN && chained.event().hasWords()) {
          staying++;
        }
      }
    }
  }

  private static final class Tally {
    private long queued;
    private long confirmations;
    private long answers;
  }

  private static Tally removeRows(ErasureRows rows, Meant meant) {
    var tally = new Tally();
    for (Kept kept : rows.kept()) {
      if (meant.row(kept)) {
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

  private AuditEvent tombstone(Found memory, Instant at) {
    return event(
        memory.owner(), "erased", Optional.of(memory.id()), new TreeMap<>(), Optional.empty(), at);
  }

  private AuditEvent event(long memories, EventRanges ranges, Instant at) {
    var details = new TreeMap<String, String>();
    details.put("by", request.by());
    details.put("memories", Long.toString(memories));
    details.put(AuditEvent.ERASED_TEXTS, ranges.toString());
    return event(owner, "erasure", Optional.empty(), details, request.reason(), at);
  }

  private AuditEvent event(
      Owner whose,
      String action,
      Optional<MemoryId> memory,
      TreeMap<String, String> details,
      Optional<String> reason,
      Instant at) {
    return new AuditEvent(
        whose,
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
