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
    WriteInput input,
    Instant arrivedAt,
    Optional<Confirmation> confirmation,
    Noted noted) {

  /// The same as the policy leaves it.
  Proposal with(Content remaining, Noted done) {
    return new Proposal(id, owner, caller, input.with(remaining), arrivedAt, confirmation, done);
  }

  /// The same of what keeps its text, so that nothing is taken out of it and no time is set anew.
  Proposal unredacted(Content kept) {
    return with(kept, noted.ofKeptText());
  }

  Statement statement() {
    return input.statement();
  }

  Content content() {
    return input.content();
  }

  /// The most characters that its content may have.
  int maxCharacters() {
    return switch (caller.entry()) {
      case AGENT, PROXY, PERSON, LOCAL_RULES, MODEL, EPISODE -> SaveInput.MAX_CHARACTERS;
      case REST, REST_PERSON -> Content.MAX_CHARACTERS;
    };
  }

  Origin origin() {
    Origin own = caller.origin(input.sourceMessageId());
    Origin known = confirmation.map(given -> given.origin(own)).orElse(own);
    return input.source().map(known::from).orElse(known);
  }

  /// When it holds if it is stored at `at`.
  Lifetime lifetime(Instant at) {
    Optional<Instant> policy = noted.expiresAt(at);
    Optional<Instant> end =
        input.expiresAt().filter(own -> policy.filter(own::isAfter).isEmpty()).or(() -> policy);
    return Lifetime.from(at).until(end).validFrom(input.validFrom().orElse(at));
  }

  /// What becomes of `old` in `tx`, whose words this replaces.
  ///
  /// @param from where they come from
  Memory reworded(Memory old, WriteTx tx, Origin from, Meaning meaning) {
    return new Memory(
        old.id(),
        owner,
        statement(),
        from,
        lifetime(tx.at()),
        Status.ACTIVE,
        Optional.empty(),
        meaning.status(),
        tx.nextRevision());
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
        lifetime(tx.at()),
        Status.ACTIVE,
        Optional.empty(),
        embedding,
        tx.nextRevision());
  }
}
