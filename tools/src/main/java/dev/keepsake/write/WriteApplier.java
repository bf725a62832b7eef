package dev.keepsake.write;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.PendingState;
import dev.keepsake.memory.Status;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.WriteDecision.Confirm;
import dev.keepsake.write.WriteDecision.Create;
import dev.keepsake.write.WriteDecision.Discard;
import dev.keepsake.write.WriteDecision.Duplicate;
import dev.keepsake.write.WriteDecision.Overtaken;
import dev.keepsake.write.WriteDecision.Queue;
import dev.keepsake.write.WriteDecision.RateLimited;
import dev.keepsake.write.WriteDecision.Reject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries a decision out, in the transaction in which it was made: rows, events, and the answer.
final class WriteApplier {
  private final Duration pendingFor;
  private final IdSource ids;

  WriteApplier(Duration pendingFor, IdSource ids) {
    this.pendingFor = pendingFor;
    this.ids = ids;
  }

  /// @param changed memories as they are now, for the index
  record Applied(SaveOutput answer, List<StoredMemory> changed) {
    Applied and(Optional<Memory> another) {
      var all = new ArrayList<>(changed);
      another.ifPresent(memory -> all.add(new StoredMemory(memory, Optional.empty())));
      return new Applied(answer, List.copyOf(all));
    }
  }

  Applied apply(
      WriteTx tx, Proposal proposal, WriteDecision decision, Meaning meaning, WriteEvents events) {
    return switch (decision) {
      case Create create -> create(tx, proposal, create, meaning, events);
      case Queue(String rule) -> {
        tx.queued().accept(row(proposal, rule, events.now()));
        yield unchanged(SaveAnswer.queued(proposal, rule));
      }
      case Overtaken overtaken -> {
        tx.audit().append(events.overtaken(overtaken));
        yield unchanged(SaveAnswer.overtaken(proposal, overtaken));
      }
      case Duplicate duplicate -> {
        append(tx, proposal, events.duplicate(duplicate));
        yield unchanged(SaveAnswer.duplicate(proposal, duplicate));
      }
      case Confirm confirm -> confirm(tx, proposal, confirm, events);
      case Reject reject -> {
        append(tx, proposal, events.rejected(reject));
        yield unchanged(SaveAnswer.rejected(proposal, reject));
      }
      case Discard discard -> {
        append(tx, proposal, events.discarded(discard.rule()));
        yield unchanged(SaveAnswer.discarded(proposal, discard));
      }
      case RateLimited limited -> {
        append(tx, proposal, events.rateLimited(limited));
        yield unchanged(SaveAnswer.rateLimited(proposal, limited));
      }
    };
  }

  private static void append(WriteTx tx, Proposal proposal, AuditEvent event) {
    if (proposal.noted().sensitive()) {
      tx.audit().appendWithoutTexts(event);
    } else {
      tx.audit().append(event);
    }
  }

  private static Applied unchanged(SaveOutput answer) {
    return new Applied(answer, List.of());
  }

  private Applied create(
      WriteTx tx, Proposal proposal, Create decision, Meaning meaning, WriteEvents events) {
    var changed = new ArrayList<StoredMemory>();
    ClientId client = proposal.caller().tenant().client();
    decision
        .replaced()
        .ifPresent(old -> {
          tx.memories().supersede(proposal.owner(), old.id(), proposal.id(), client);
          changed.add(
              new StoredMemory(
                  old.with(Status.SUPERSEDED, Optional.of(proposal.id())), Optional.empty()));
        });
    EmbeddingStatus status = meaning.status();
    Memory memory = proposal.memory(tx, decision.origin(proposal.origin()), status);
    tx.memories().insert(memory, proposal.input().annotations(), meaning.vector());
    meaning.turn().ifPresent(turn -> tx.embeddings().begin(memory.owner(), memory.id(), turn));
    changed.add(new StoredMemory(memory, meaning.vector()));
    decision.replaced().ifPresent(old -> tx.audit().append(events.superseded(old, decision)));
    tx.audit().append(events.created(decision));
    return new Applied(SaveAnswer.created(proposal, decision, status), changed);
  }

  /// Its turn comes by the wall clock: the user's own time may be ahead of it.
  private static QueuedWrite.Accepted row(Proposal proposal, String rule, Instant now) {
    return new QueuedWrite.Accepted(
        proposal.id(),
        proposal.owner(),
        proposal.caller().tenant(),
        proposal.content().hash(),
        QueuedRequest.of(proposal, rule).json(),
        proposal.origin().conversation(),
        proposal.caller().correlationId(),
        proposal.origin().extraction(),
        now);
  }

  /// A second call with the same words is pointed to what already waits.
  private Applied confirm(WriteTx tx, Proposal proposal, Confirm decision, WriteEvents events) {
    String rule = decision.rule();
    Optional<PendingWrite> waiting =
        tx.pending().findOpen(proposal.owner(), proposal.content().hash());
    waiting
        .filter(pending -> pending.expiredAt(tx.at()))
        .ifPresent(pending ->
            PendingExpiry.expire(
                tx, pending, proposal.caller().correlationId(), proposal.noted().sensitive()));
    PendingId id =
        waiting
            .filter(pending -> !pending.expiredAt(tx.at()))
            .map(PendingWrite::id)
            .orElseGet(() -> insertPending(tx, proposal, rule));
    append(tx, proposal, events.confirmNeeded(id, rule));
    return unchanged(SaveAnswer.confirmNeeded(proposal, id, decision));
  }

  private PendingId insertPending(WriteTx tx, Proposal proposal, String rule) {
    var id = new PendingId(ids.next());
    tx.pending()
        .insert(
            new PendingWrite(
                id,
                proposal.owner(),
                proposal.caller().tenant(),
                proposal.content().hash(),
                PendingRequest.of(proposal).json(),
                rule,
                proposal.noted().version(),
                proposal.caller().conversation(),
                tx.at(),
                tx.at().plus(pendingFor),
                PendingState.OPEN,
                Optional.empty()),
            proposal.caller().correlationId());
    return id;
  }
}
