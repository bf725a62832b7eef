package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.UserId;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.IdempotentAnswer;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.UserState;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.WriteApplier.Applied;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The `save_memory` tool.
///
/// A look at what is there settles what needs no vector (a call that comes again, a statement that
/// is there to the letter, a confidence too low, a limit reached). Else the text is embedded,
/// outside any transaction. Then, under the user's lock, everything is looked at again and decided,
/// and the decision is carried out and told. The rules are in [WriteDecider].
public final class SaveMemory implements Tool<SaveInput, SaveOutput> {
  static final String NAME = "save_memory";

  /// How long an answer is kept for its idempotency key.
  private static final Duration ANSWERS_KEPT = Duration.ofDays(7);

  private final Users users;
  private final Transactions transactions;
  private final UserIndexes indexes;
  private final Embedder embedder;
  private final WriteDecider decider;
  private final WriteApplier applier;
  private final Duration patience;
  private final InstantSource clock;
  private final IdSource ids;

  public SaveMemory(
      Users users,
      Transactions transactions,
      UserIndexes indexes,
      Embedder embedder,
      WriteSettings settings,
      RateLimits limits,
      InstantSource clock,
      IdSource ids) {
    this.users = users;
    this.transactions = transactions;
    this.indexes = indexes;
    this.embedder = embedder;
    this.decider = new WriteDecider(settings.thresholds(), limits, indexes);
    this.applier = new WriteApplier(settings.pendingFor(), ids);
    this.patience = settings.patience();
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

  /// What one attempt under the lock came to.
  private sealed interface Attempt {
    record Done(SaveOutput answer, UserState before, Applied applied) implements Attempt {}

    record Replayed(SaveOutput answer) implements Attempt {}

    /// What had settled it at first sight is gone: the text must be embedded after all.
    record NeedsVector() implements Attempt {}
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
            clock.instant());
    Glance glance = transactions.read(user, tx -> glance(tx, proposal));
    return switch (glance) {
      case Glance.Replay(var answer) -> answer;
      case Glance.Settled() -> write(proposal, Vector.NOT_ASKED);
      case Glance.Open() -> write(proposal, embed(proposal));
    };
  }

  /// What can be seen without the lock and without a vector.
  private sealed interface Glance {
    record Replay(SaveOutput answer) implements Glance {}

    /// It will not be stored, as things stand.
    record Settled() implements Glance {}

    record Open() implements Glance {}
  }

  private Glance glance(ReadTx tx, Proposal proposal) {
    Optional<SaveOutput> earlier = replay(tx, proposal, proposal.arrivedAt());
    if (earlier.isPresent()) {
      return new Glance.Replay(earlier.get());
    }
    if (decider.settles(tx, proposal, proposal.arrivedAt())) {
      return new Glance.Settled();
    }
    indexes.current(proposal.owner(), tx); // slow the first time: not under the lock
    return new Glance.Open();
  }

  /// The vector of a proposal, if it was asked for and came in time.
  private record Vector(boolean asked, Optional<EmbeddedText> text) {
    static final Vector NOT_ASKED = new Vector(false, Optional.empty());
  }

  /// A model that is late or missing costs the semantic check and leaves the vector for later; a
  /// queue that is full is the caller's to know.
  private Vector embed(Proposal proposal) {
    try {
      return new Vector(true, Optional.of(embedder.embed(proposal.content().text(), patience)));
    } catch (MemoryException e) {
      if (e.code() != ErrorCode.EMBEDDER_UNAVAILABLE) {
        throw e;
      }
      return new Vector(true, Optional.empty());
    }
  }

  private SaveOutput write(Proposal proposal, Vector vector) {
    Instant now = clock.instant();
    Attempt attempt =
        transactions.write(proposal.owner().user(), now, tx -> attempt(tx, proposal, vector, now));
    return switch (attempt) {
      case Attempt.Done(var answer, var before, var applied) -> {
        if (!applied.changed().isEmpty()) {
          indexes.committed(proposal.owner(), before, applied.changed());
        }
        yield answer;
      }
      case Attempt.Replayed(var answer) -> answer;
      case Attempt.NeedsVector() -> write(proposal, embed(proposal));
    };
  }

  private Attempt attempt(WriteTx tx, Proposal proposal, Vector vector, Instant now) {
    Optional<SaveOutput> earlier = replay(tx, proposal, tx.at());
    if (earlier.isPresent()) {
      return new Attempt.Replayed(earlier.get());
    }
    var events = new WriteEvents(proposal, now);
    if (!vector.asked() && !decider.settles(tx, proposal, tx.at())) {
      return new Attempt.NeedsVector();
    }
    Optional<Memory> expired = decider.expire(tx, proposal, events);
    WriteDecision decision = decider.decide(tx, proposal, vector.text());
    Applied applied = applier.apply(tx, proposal, decision, vector.text(), events);
    keepAnswer(tx, proposal, decision, applied.answer());
    return new Attempt.Done(applied.answer(), tx.state(), applied.and(expired));
  }

  /// A call that was refused for now may come again and be accepted.
  private static void keepAnswer(
      WriteTx tx, Proposal proposal, WriteDecision decision, SaveOutput answer) {
    if (decision instanceof WriteDecision.RateLimited) {
      return;
    }
    proposal
        .idempotencyKey()
        .ifPresent(key ->
            tx.idempotency()
                .insert(
                    key,
                    new IdempotentAnswer(fingerprint(proposal), SaveAnswer.stored(answer)),
                    tx.at().plus(ANSWERS_KEPT)));
  }

  /// @throws MemoryException with `IDEMPOTENCY_KEY_REUSED` if the key was used with other arguments
  private static Optional<SaveOutput> replay(ReadTx tx, Proposal proposal, Instant now) {
    return proposal
        .idempotencyKey()
        .flatMap(key -> tx.idempotency().find(key, now))
        .map(earlier -> {
          if (!earlier.fingerprint().equals(fingerprint(proposal))) {
            throw new MemoryException(
                ErrorCode.IDEMPOTENCY_KEY_REUSED,
                "This `idempotency_key` was used with other arguments: take a new key for a new"
                    + " request.");
          }
          return SaveAnswer.replayed(earlier.answer(), proposal.content().text());
        });
  }

  /// SHA-256 of the arguments and of the label they are stored under.
  private static String fingerprint(Proposal proposal) {
    return Sha256.hex(
        proposal.owner().scope().value() + "\n" + WireJson.write(proposal.input().withoutKey()));
  }

  @Override
  public String summary(SaveOutput output) {
    String id = output.memoryId().map(memory -> " (memory " + memory + ")").orElse("");
    return output.action().wireName() + ": " + output.message() + id;
  }
}
