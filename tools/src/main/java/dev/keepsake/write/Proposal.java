package dev.keepsake.write;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Status;
import dev.keepsake.store.IdempotencyKey;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import java.time.Instant;
import java.util.Optional;

/// A statement somebody wants stored, with everything that is known of it before anything is
/// decided.
///
/// @param id drawn at arrival: the write's, and the memory's if one is created
/// @param arrivedAt the wall clock when the call came in
/// @param confirmation if it waited for one and has it
/// @param noted what the policy has done to it
record Proposal(
    MemoryId id,
    Owner owner,
    Caller caller,
    SaveInput input,
    Instant arrivedAt,
    Optional<Confirmation> confirmation,
    Noted noted) {

  /// The same as the policy leaves it.
  Proposal with(Content remaining, Noted done) {
    return new Proposal(id, owner, caller, input.with(remaining), arrivedAt, confirmation, done);
  }

  Statement statement() {
    return input.statement();
  }

  Content content() {
    return input.content();
  }

  Origin origin() {
    Origin own = caller.origin(input.sourceMessageId());
    return confirmation.map(given -> given.origin(own)).orElse(own);
  }

  Optional<IdempotencyKey> idempotencyKey() {
    return input
        .idempotencyKey()
        .map(key -> new IdempotencyKey(caller.tenant().client(), SaveMemory.NAME, key));
  }

  /// The memory that comes of it in `tx`.
  ///
  /// @param from its origin, where that of the proposal has to bow to what it replaces
  Memory memory(WriteTx tx, Origin from, EmbeddingStatus embedding) {
    return new Memory(
        id,
        owner,
        statement(),
        from,
        Lifetime.from(tx.at()).until(noted.expiresAt(tx.at())),
        Status.ACTIVE,
        Optional.empty(),
        embedding,
        tx.nextRevision());
  }
}
