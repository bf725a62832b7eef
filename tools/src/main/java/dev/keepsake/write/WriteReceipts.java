package dev.keepsake.write;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import dev.keepsake.write.WriteReceipt.Course;
import java.util.List;
import java.util.Optional;

/// Tells what became of a write, for its owner alone. A write that was decided at once is known by
/// the memory that came of it. Thread-safe.
public final class WriteReceipts {
  private final Users users;
  private final Transactions transactions;

  public WriteReceipts(Users users, Transactions transactions) {
    this.users = users;
    this.transactions = transactions;
  }

  /// @throws MemoryException with `NOT_FOUND` if the caller's user has no such write, or none any
  ///   more, with `FORBIDDEN` if the caller may not read
  public WriteReceipt require(Caller caller, MemoryId id) {
    caller.require(Right.READ);
    return users
        .find(caller.tenant().organization(), caller.requireUser())
        .map(user -> new Owner(user, caller.scope()))
        .flatMap(owner -> transactions.read(owner.user(), tx -> find(tx, owner, id)))
        .orElseThrow(() -> unknown(id));
  }

  static MemoryException unknown(MemoryId id) {
    return new MemoryException(
        ErrorCode.NOT_FOUND,
        "There is no write " + id + "; what became of a write is kept for 7 days.");
  }

  private static Optional<WriteReceipt> find(ReadTx tx, Owner owner, MemoryId id) {
    Optional<QueuedWrite> queued = tx.queued().find(owner, id);
    return queued.isPresent()
        ? queued.map(WriteReceipts::receipt)
        : tx.memories().chain(owner, id).stream()
            .filter(memory -> memory.id().equals(id))
            .findFirst()
            .map(memory -> receipt(tx, memory));
  }

  private static WriteReceipt receipt(QueuedWrite write) {
    SaveOutput answer =
        write
            .finished()
            .map(done -> SaveAnswer.replayed(done.outcome(), ""))
            .orElseGet(() -> SaveAnswer.waiting(write.id()));
    return WriteReceipt.of(
        answer,
        new Course(
            write.attempts(),
            write.acceptedAt(),
            write.nextAttemptAt(),
            write.finished().map(QueuedWrite.Finished::at)));
  }

  private static WriteReceipt receipt(ReadTx tx, Memory memory) {
    MemoryId id = memory.id();
    List<MemoryId> replaced =
        tx.memories().predecessors(memory.owner(), List.of(id)).getOrDefault(id, List.of());
    var at = memory.lifetime().createdAt();
    return WriteReceipt.of(
        SaveAnswer.remembered(id, replaced.stream().findFirst(), memory.embedding()),
        new Course(0, at, Optional.empty(), Optional.of(at)));
  }
}
