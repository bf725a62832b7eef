package dev.keepsake.write;

import dev.keepsake.memory.Memory;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.UserState;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.WriteApplier.Applied;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// One transaction under the user's lock, in which a proposal is decided, carried out and booked.
/// Thread-safe.
final class DecisionStep {
  private final Transactions transactions;
  private final UserIndexes indexes;
  private final WriteApplier applier;

  DecisionStep(Transactions transactions, UserIndexes indexes, WriteApplier applier) {
    this.transactions = transactions;
    this.indexes = indexes;
    this.applier = applier;
  }

  /// What one attempt under the lock came to.
  private sealed interface Attempt {
    record Done(SaveOutput answer, UserState before, Applied applied) implements Attempt {}

    record Replayed(SaveOutput answer) implements Attempt {}

    record Undecided() implements Attempt {}
  }

  /// @param now the wall clock
  /// @param decide empty if it can't be decided with what is known; then nothing is written
  Optional<SaveOutput> run(
      Proposal proposal,
      Bookkeeping books,
      Meaning meaning,
      Instant now,
      Function<WriteTx, Optional<WriteDecision>> decide) {
    Attempt attempt =
        transactions.write(
            proposal.owner().user(),
            now,
            tx ->
                books
                    .earlier(tx, tx.at())
                    .<Attempt>map(Attempt.Replayed::new)
                    .orElseGet(() -> attempt(tx, proposal, books, meaning, now, decide)));
    return switch (attempt) {
      case Attempt.Done(var answer, var before, var applied) -> {
        if (!applied.changed().isEmpty()) {
          indexes.committed(proposal.owner(), before, applied.changed());
        }
        yield Optional.of(answer);
      }
      case Attempt.Replayed(var answer) -> Optional.of(answer);
      case Attempt.Undecided() -> Optional.empty();
    };
  }

  private Attempt attempt(
      WriteTx tx,
      Proposal proposal,
      Bookkeeping books,
      Meaning meaning,
      Instant now,
      Function<WriteTx, Optional<WriteDecision>> decide) {
    Optional<WriteDecision> decision = decide.apply(tx);
    if (decision.isEmpty()) {
      return new Attempt.Undecided();
    }
    var events = new WriteEvents(proposal, now);
    Optional<Memory> expired = events.expiry().carryOut(tx, proposal.content().hash());
    Applied applied = applier.apply(tx, proposal, decision.get(), meaning, events);
    books.note(tx, decision.get(), applied.answer(), events);
    return new Attempt.Done(applied.answer(), tx.state(), applied.and(expired));
  }
}
