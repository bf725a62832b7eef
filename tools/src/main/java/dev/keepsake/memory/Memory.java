package dev.keepsake.memory;

import java.time.Instant;
import java.util.Optional;

/// One remembered statement about or for a user.
///
/// @param supersededBy the memory that replaced this one; following it walks the chain forward in
///   time
/// @param revision the user's revision that wrote this state of the memory; higher is newer
public record Memory(
    MemoryId id,
    Owner owner,
    Statement statement,
    Origin origin,
    Lifetime lifetime,
    Status status,
    Optional<MemoryId> supersededBy,
    EmbeddingStatus embedding,
    long revision) {

  public Content content() {
    return statement.content();
  }

  public boolean active() {
    return status == Status.ACTIVE;
  }

  /// The same memory as it was seen before it was replaced; what was deleted stays deleted.
  public Memory asBelieved() {
    return new Memory(
        id,
        owner,
        statement,
        origin,
        lifetime.beforeSupersession(),
        status == Status.SUPERSEDED ? Status.ACTIVE : status,
        Optional.empty(),
        embedding,
        revision);
  }

  /// The same memory, whose time ended no later than `end`.
  Memory endingAt(Instant end) {
    return new Memory(
        id,
        owner,
        statement,
        origin,
        lifetime.endingAt(end),
        status,
        supersededBy,
        embedding,
        revision);
  }

  /// The same memory, of which something else is said.
  public Memory with(Statement other) {
    return new Memory(
        id, owner, other, origin, lifetime, status, supersededBy, embedding, revision);
  }

  /// The same memory with its vector in another state.
  public Memory with(EmbeddingStatus other) {
    return new Memory(
        id, owner, statement, origin, lifetime, status, supersededBy, other, revision);
  }

  /// The same memory in another status.
  public Memory with(Status other, Optional<MemoryId> successor) {
    return new Memory(
        id, owner, statement, origin, lifetime, other, successor, embedding, revision);
  }
}
