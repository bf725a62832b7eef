package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Similarity;
import dev.keepsake.query.Neighbour;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.WriteDecision.Confirm;
import dev.keepsake.write.WriteDecision.Create;
import dev.keepsake.write.WriteDecision.Discard;
import dev.keepsake.write.WriteDecision.Duplicate;
import dev.keepsake.write.WriteDecision.Overtaken;
import dev.keepsake.write.WriteDecision.Queue;
import dev.keepsake.write.WriteDecision.Reject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts the rules of a write in their order. Reads, never writes.
///
/// What was accepted before goes on at 2 and knows its place under the limits.
///
/// 1. the policy has said where it goes ([WritePolicy]): reject, discard, confirm, or go on
/// 2. the same words are there: duplicate (the memory that is to be superseded does not count)
/// 3. the memory to be superseded must exist and be active
/// 4. the limits
/// 5. what a worker decides is accepted
/// 6. contradiction, then similarity: duplicate
/// 7. create
final class WriteDecider {
  private static final String OVERTAKEN = "supersedes_not_active";
  private static final Similarity IDENTICAL = new Similarity(1);

  /// A statement has few neighbours this close; more than these would not change the answer.
  private static final int NEIGHBOURS = 16;

  private final DuplicateCheck duplicates;
  private final LimitCheck limits;
  private final UserIndexes indexes;
  private final Similarity floor;

  WriteDecider(WriteThresholds thresholds, RateLimits limits, UserIndexes indexes) {
    this.duplicates = new DuplicateCheck(thresholds);
    this.limits = new LimitCheck(limits);
    this.indexes = indexes;
    this.floor = thresholds.contradiction();
  }

  /// Whether the outcome, as things stand, does not depend on the proposal's vector.
  ///
  /// @param route of `proposal`
  /// @param at the moment at which it would be decided
  boolean settles(ReadTx tx, Proposal proposal, Route route, Allowance allowance, Instant at) {
    return switch (route) {
      case Route.Reject _, Route.Ask _, Route.Discard _ -> true;
      case Route.Accept _ ->
          sameWords(tx, proposal, at).isPresent()
              || exceeded(tx, proposal, allowance, at).isPresent();
    };
  }

  /// @param route of `proposal`
  /// @throws MemoryException with `NOT_FOUND` or `NOT_ACTIVE` for the memory to be superseded
  WriteDecision decide(
      WriteTx tx, Proposal proposal, Route route, Allowance allowance, Meaning meaning) {
    return switch (route) {
      case Route.Reject(var rule, var reason, var detected) -> new Reject(rule, reason, detected);
      case Route.Discard(var rule, var reason) -> new Discard(rule, reason);
      case Route.Ask(var rule, var reason) -> {
        target(tx, proposal);
        yield new Confirm(rule, reason);
      }
      case Route.Accept(String rule) -> accepted(tx, proposal, rule, allowance, meaning);
    };
  }

  private WriteDecision accepted(
      WriteTx tx, Proposal proposal, String rule, Allowance allowance, Meaning meaning) {
    Optional<WriteDecision> duplicate = exactDuplicate(tx, proposal);
    if (duplicate.isPresent()) {
      return duplicate.get();
    }
    boolean later = meaning instanceof Meaning.Later;
    Optional<Memory> target =
        later && targetWaits(tx, proposal) ? Optional.empty() : target(tx, proposal);
    Optional<WriteDecision.RateLimited> limited = exceeded(tx, proposal, allowance, tx.at());
    if (limited.isPresent()) {
      return limited.get();
    }
    return later ? new Queue(rule) : byMeaning(tx, proposal, rule, target, meaning);
  }

  /// Whether what is to be superseded is itself accepted and not decided: it is found by queries,
  /// and may be corrected.
  static boolean targetWaits(ReadTx tx, Proposal proposal) {
    return proposal
        .input()
        .supersedes()
        .flatMap(id -> tx.queued().find(proposal.owner(), id))
        .filter(QueuedWrite::waits)
        .isPresent();
  }

  /// The decision on what was accepted before, of which nobody waits to hear.
  ///
  /// @param rule by which it was accepted
  WriteDecision decideAccepted(WriteTx tx, Proposal proposal, String rule, Meaning meaning) {
    Optional<WriteDecision> duplicate = exactDuplicate(tx, proposal);
    if (duplicate.isPresent()) {
      return duplicate.get();
    }
    Optional<MemoryId> named = proposal.input().supersedes();
    if (named.isEmpty()) {
      return byMeaning(tx, proposal, rule, Optional.empty(), meaning);
    }
    return switch (Target.find(tx, proposal, named.get(), tx.at())) {
      case Target.Active(var memory) -> byMeaning(tx, proposal, rule, Optional.of(memory), meaning);
      case Target.Unknown(var id) -> new Overtaken(OVERTAKEN, id, Optional.empty());
      case Target.Gone(var id, var head) -> new Overtaken(OVERTAKEN, id, head);
    };
  }

  /// The decision on other words for `memory`.
  WriteDecision decideEdit(
      WriteTx tx, Proposal proposal, String rule, Memory memory, Meaning meaning) {
    return exactDuplicate(tx, proposal)
        .orElseGet(() -> byMeaning(tx, proposal, rule, Optional.of(memory), meaning));
  }

  private WriteDecision byMeaning(
      WriteTx tx, Proposal proposal, String rule, Optional<Memory> target, Meaning meaning) {
    DuplicateCheck.Finding finding =
        duplicates.compare(proposal.content(), neighbours(tx, proposal, meaning.vector()));
    return finding
        .duplicateOf()
        .<WriteDecision>map(
            near -> new Duplicate("semantic_duplicate", near.memory().id(), near.similarity()))
        .orElseGet(() -> new Create(rule, target, finding.contradicts()));
  }

  private Optional<WriteDecision.RateLimited> exceeded(
      ReadTx tx, Proposal proposal, Allowance allowance, Instant at) {
    return switch (allowance) {
      case Allowance.InStore() ->
          limits.exceeded(
              tx.audit(), proposal.caller().entry(), proposal.origin().conversation(), at);
      case Allowance.Granted() -> Optional.empty();
      case Allowance.Refused(var decision) -> Optional.of(decision);
    };
  }

  private Optional<WriteDecision> exactDuplicate(WriteTx tx, Proposal proposal) {
    return sameWords(tx, proposal, tx.at())
        .map(same -> new Duplicate("exact_duplicate", same.id(), IDENTICAL));
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
    return proposal
        .input()
        .supersedes()
        .map(id -> Target.find(tx, proposal, id, tx.at()).require());
  }
}
