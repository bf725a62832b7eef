package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Similarity;
import dev.keepsake.memory.Status;
import dev.keepsake.query.Neighbour;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.WriteDecision.Confirm;
import dev.keepsake.write.WriteDecision.Create;
import dev.keepsake.write.WriteDecision.Discard;
import dev.keepsake.write.WriteDecision.Duplicate;
import dev.keepsake.write.WriteDecision.Reject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts the rules of a write in their order. Reads, never writes.
///
/// 1. the policy rejects what must not be remembered, and routes by confidence what nobody has
///    confirmed: discard, confirm, or go on
/// 2. the same words are there: duplicate (the memory that is to be superseded does not count)
/// 3. the memory to be superseded must exist and be active
/// 4. the limits
/// 5. contradiction, then similarity: duplicate
/// 6. create
final class WriteDecider {
  private static final Similarity IDENTICAL = new Similarity(1);

  /// A statement has few neighbours this close; more than these would not change the answer.
  private static final int NEIGHBOURS = 16;

  private final WritePolicy policy;
  private final DuplicateCheck duplicates;
  private final LimitCheck limits;
  private final UserIndexes indexes;
  private final Similarity floor;

  WriteDecider(WriteThresholds thresholds, RateLimits limits, UserIndexes indexes) {
    this.policy = new WritePolicy(thresholds);
    this.duplicates = new DuplicateCheck(thresholds);
    this.limits = new LimitCheck(limits);
    this.indexes = indexes;
    this.floor = thresholds.contradiction();
  }

  /// Where the policy sends `proposal`, whatever is stored.
  Route route(Proposal proposal) {
    return policy.route(proposal);
  }

  /// Whether the outcome, as things stand, does not depend on the proposal's vector.
  ///
  /// @param route of `proposal`
  /// @param at the moment at which it would be decided
  boolean settles(ReadTx tx, Proposal proposal, Route route, Instant at) {
    return switch (route) {
      case Route.Reject _, Route.Ask _, Route.Discard _ -> true;
      case Route.Accept _ ->
          sameWords(tx, proposal, at).isPresent()
              || limits.exceeded(tx.audit(), proposal.origin().conversation(), at).isPresent();
    };
  }

  /// @param route of `proposal`
  /// @param vector empty if the model was late
  /// @throws MemoryException with `NOT_FOUND` or `NOT_ACTIVE` for the memory to be superseded
  WriteDecision decide(WriteTx tx, Proposal proposal, Route route, Optional<EmbeddedText> vector) {
    return switch (route) {
      case Route.Reject(var rule, var found) -> new Reject(rule, found);
      case Route.Discard(String rule) -> new Discard(rule);
      case Route.Ask(String rule) -> {
        target(tx, proposal);
        yield new Confirm(rule);
      }
      case Route.Accept(String rule) -> accepted(tx, proposal, vector, rule);
    };
  }

  private WriteDecision accepted(
      WriteTx tx, Proposal proposal, Optional<EmbeddedText> vector, String rule) {
    Optional<Memory> same = sameWords(tx, proposal, tx.at());
    if (same.isPresent()) {
      return new Duplicate("exact_duplicate", same.get().id(), IDENTICAL);
    }
    Optional<Memory> target = target(tx, proposal);
    Optional<WriteDecision.RateLimited> limited =
        limits.exceeded(tx.audit(), proposal.origin().conversation(), tx.at());
    if (limited.isPresent()) {
      return limited.get();
    }
    DuplicateCheck.Finding finding =
        duplicates.compare(proposal.content(), neighbours(tx, proposal, vector));
    return finding
        .duplicateOf()
        .<WriteDecision>map(
            near -> new Duplicate("semantic_duplicate", near.memory().id(), near.similarity()))
        .orElseGet(() -> new Create(rule, target, finding.contradicts()));
  }

  private Optional<Memory> sameWords(ReadTx tx, Proposal proposal, Instant at) {
    return tx.memories()
        .findActive(proposal.owner(), proposal.content().hash())
        .filter(memory -> !isTarget(proposal, memory.id()))
        .filter(memory -> !memory.lifetime().expiredAt(at));
  }

  private static boolean isTarget(Proposal proposal, MemoryId id) {
    return proposal.input().supersedes().filter(id::equals).isPresent();
  }

  /// Two texts are compared by their vectors only where each vector has seen every word of its
  /// text.
  private List<Neighbour> neighbours(WriteTx tx, Proposal proposal, Optional<EmbeddedText> vector) {
    return vector
        .filter(EmbeddedText::whole)
        .map(text ->
            indexes
                .current(proposal.owner(), tx)
                .neighbours(text.first(), floor, NEIGHBOURS)
                .stream()
                .filter(near -> !isTarget(proposal, near.memory().id()))
                .filter(near -> !near.memory().lifetime().expiredAt(tx.at()))
                .toList())
        .orElse(List.of());
  }

  private static Optional<Memory> target(WriteTx tx, Proposal proposal) {
    return proposal.input().supersedes().map(id -> requireActive(tx, proposal, id));
  }

  private static Memory requireActive(WriteTx tx, Proposal proposal, MemoryId id) {
    List<Memory> chain = tx.memories().chain(proposal.owner(), id);
    Memory named =
        chain.stream()
            .filter(memory -> memory.id().equals(id) && memory.status() != Status.DELETED)
            .findFirst()
            .orElseThrow(() ->
                new MemoryException(
                    ErrorCode.NOT_FOUND,
                    "`supersedes` names " + id + ", and there is no such memory."));
    if (!named.active()) {
      String head =
          chain.stream()
              .filter(Memory::active)
              .findFirst()
              .map(memory -> "supersede its current head " + memory.id() + " instead")
              .orElse("nothing of its chain is active any more, so leave `supersedes` out");
      throw new MemoryException(
          ErrorCode.NOT_ACTIVE,
          "`supersedes` names " + id + ", which is no longer active: " + head + ".");
    }
    return named;
  }
}
