package dev.keepsake.write;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.Sha256;
import dev.keepsake.store.IdempotencyKey;
import dev.keepsake.store.IdempotentAnswer;
import dev.keepsake.store.ReadTx;
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
import java.util.Optional;
import java.util.function.Function;

/// The answers of saves that are kept for idempotency keys.
///
/// @param given the statement as it came, before the policy took anything out
record KeptAnswers(Proposal proposal, Call call, Content given, WritePath path)
    implements Bookkeeping {
  /// How long an answer is kept for its idempotency key.
  private static final Duration KEPT = Duration.ofDays(7);

  /// @param tool to which the key belongs
  /// @param arguments as they were given but for the key, as JSON, with this statement
  record Call(String tool, Optional<String> key, Function<Content, String> arguments) {}

  /// @throws MemoryException with `IDEMPOTENCY_KEY_REUSED` if the key was used with other
  ///   arguments, with `INVALID_INPUT` if the call is a new one and what it says has expired
  @Override
  public Optional<SaveOutput> earlier(ReadTx tx, Instant at) {
    Optional<SaveOutput> earlier = key().flatMap(key -> earlier(tx, key, at));
    if (earlier.isEmpty() && proposal.input().expiredAt(at)) {
      throw MemoryException.ofField(
          "expires_at", "`expires_at` must be in the future, or be left out.");
    }
    return earlier;
  }

  private Optional<SaveOutput> earlier(ReadTx tx, IdempotencyKey key, Instant at) {
    return tx.idempotency()
        .find(key, at)
        .map(earlier -> {
          SaveOutput answer = SaveAnswer.replayed(earlier.answer(), proposal.content().text());
          if (!isSame(tx, earlier.fingerprint(), answer)) {
            throw new MemoryException(
                ErrorCode.IDEMPOTENCY_KEY_REUSED,
                "This `idempotency_key` was used with other arguments: take a new key for a new"
                    + " request.");
          }
          return answer;
        });
  }

  /// What waits must be what this call says, also in what the fingerprint leaves out.
  private boolean isSame(ReadTx tx, String fingerprint, SaveOutput answer) {
    return fingerprint.equals(plain())
        || (fingerprint.equals(masked())
            && answer
                .pendingId()
                .flatMap(id -> tx.pending().find(proposal.owner(), id))
                .filter(waiting -> !waiting.content().equals(proposal.content().hash()))
                .isEmpty());
  }

  @Override
  public void note(WriteTx tx, WriteDecision decision, SaveOutput answer, WriteEvents events) {
    switch (decision) {
      // refused for now: the call may come again and be accepted
      case RateLimited _ -> {}
      // the fingerprint has no key: a PIN could be found by trying them all
      case Reject _ -> {}
      case Discard _ when proposal.noted().sensitive() -> {}
      // no answer to a call
      case Overtaken _ -> {}
      case Create _, Queue _, Duplicate _, Confirm _, Discard _ -> keep(tx, answer);
    }
  }

  private void keep(WriteTx tx, SaveOutput answer) {
    key()
        .ifPresent(key ->
            tx.idempotency()
                .insert(
                    key,
                    new IdempotentAnswer(fingerprint(), SaveAnswer.stored(answer)),
                    tx.at().plus(KEPT)));
  }

  /// Of the arguments as they were given, so that the same call is the same under another policy.
  private String fingerprint() {
    boolean sensitive = proposal.noted().sensitive() || !proposal.noted().redactions().isEmpty();
    return sensitive ? masked() : plain();
  }

  private String plain() {
    return digest(given);
  }

  /// Without what detectors find: a digest has no key, and a PIN could be found by trying them all.
  /// The price is that two texts that differ in nothing else are taken for one.
  private String masked() {
    return digest(path.withoutFindings(given));
  }

  /// SHA-256 of arguments and of the label they are stored under.
  private String digest(Content statement) {
    return Sha256.hex(proposal.owner().scope().value() + "\n" + call.arguments().apply(statement));
  }

  private Optional<IdempotencyKey> key() {
    return call.key()
        .map(key -> new IdempotencyKey(proposal.caller().tenant().client(), call.tool(), key));
  }
}
