package dev.keepsake.write;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.IdempotentAnswer;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.WireJson;
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
import java.time.InstantSource;
import java.util.Optional;

/// The `save_memory` tool: a statement on its way through [WritePath], once for every idempotency
/// key.
public final class SaveMemory implements Tool<SaveInput, SaveOutput> {
  static final String NAME = "save_memory";

  /// How long an answer is kept for its idempotency key.
  private static final Duration ANSWERS_KEPT = Duration.ofDays(7);

  private final Users users;
  private final WritePath path;
  private final InstantSource clock;
  private final IdSource ids;

  public SaveMemory(Users users, WritePath path, InstantSource clock, IdSource ids) {
    this.users = users;
    this.path = path;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<SaveInput> inputType() {
    return SaveInput.class;
  }

  @Override
  public Class<SaveOutput> outputType() {
    return SaveOutput.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, false, false);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  @Override
  public SaveOutput run(Caller caller, SaveInput input) {
    UserId user = users.require(caller.tenant().organization(), caller.requireUser());
    var proposal =
        new Proposal(
            new MemoryId(ids.next()),
            new Owner(user, caller.scope()),
            caller,
            input,
            clock.instant(),
            Optional.empty(),
            Noted.nothing(path.policyVersion()));
    return path.run(proposal, remaining -> new Answers(remaining, input, path));
  }

  /// The answers that are kept for idempotency keys.
  ///
  /// @param given the arguments as they came, before the policy took anything out
  private record Answers(Proposal proposal, SaveInput given, WritePath path)
      implements Bookkeeping {

    /// @throws MemoryException with `IDEMPOTENCY_KEY_REUSED` if the key was used with other
    ///   arguments
    @Override
    public Optional<SaveOutput> earlier(ReadTx tx, Instant at) {
      return proposal
          .idempotencyKey()
          .flatMap(key -> tx.idempotency().find(key, at))
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
      proposal
          .idempotencyKey()
          .ifPresent(key ->
              tx.idempotency()
                  .insert(
                      key,
                      new IdempotentAnswer(fingerprint(), SaveAnswer.stored(answer)),
                      tx.at().plus(ANSWERS_KEPT)));
    }

    /// Of the arguments as they were given, so that the same call is the same under another policy.
    private String fingerprint() {
      boolean sensitive = proposal.noted().sensitive() || !proposal.noted().redactions().isEmpty();
      return sensitive ? masked() : plain();
    }

    private String plain() {
      return digest(given);
    }

    /// Without what detectors find: a digest has no key, and a PIN could be found by trying them
    /// all. The price is that two texts that differ in nothing else are taken for one.
    private String masked() {
      return digest(given.with(path.withoutFindings(given.content())));
    }

    /// SHA-256 of arguments and of the label they are stored under.
    private String digest(SaveInput arguments) {
      return Sha256.hex(
          proposal.owner().scope().value() + "\n" + WireJson.write(arguments.withoutKey()));
    }
  }

  @Override
  public String summary(SaveOutput output) {
    String id = output.memoryId().map(memory -> " (memory " + memory + ")").orElse("");
    return output.action().wireName() + ": " + output.message() + id;
  }
}
