package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Memory;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.UserState;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.WriteApplier.Applied;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The way of every proposal into the store. Thread-safe.
///
/// The policy routes it, from the text and the confidence alone. A look at what is there settles
/// what needs no vector (a call that comes again, a statement that is there to the letter, a
/// confidence too low, a limit reached, a text that must not be stored). Else the text is embedded,
/// outside any transaction. Then, under the user's lock, everything is looked at again and decided,
/// and the decision is carried out and told. The rules are in [WriteDecider].
public final class WritePath {
  private final Transactions transactions;
  private final UserIndexes indexes;
  private final Embedder embedder;
  private final WriteDecider decider;
  private final WriteApplier applier;
  private final Duration patience;
  private final InstantSource clock;

  public WritePath(
      Transactions transactions,
      UserIndexes indexes,
      Embedder embedder,
      WriteSettings settings,
      RateLimits limits,
      InstantSource clock,
      IdSource ids) {
    this.transactions = transactions;
    this.indexes = indexes;
    this.embedder = embedder;
    this.decider = new WriteDecider(settings.thresholds(), limits, indexes);
    this.applier = new WriteApplier(settings.pendingFor(), ids);
    this.patience = settings.patience();
    this.clock = clock;
  }

  SaveOutput run(Proposal proposal, Bookkeeping books) {
    var routed = new Routed(proposal, decider.route(proposal), books);
    Glance glance = transactions.read(proposal.owner().user(), tx -> glance(tx, routed));
    return switch (glance) {
      case Glance.Replay(var answer) -> answer;
      case Glance.Settled() -> write(routed, Vector.NOT_ASKED);
      case Glance.Open() -> write(routed, embed(proposal));
    };
  }

  /// A proposal with what does not change while it is on its way.
  private record Routed(Proposal proposal, Route route, Bookkeeping books) {}

  /// What can be seen without the lock and without a vector.
  private sealed interface Glance {
    record Replay(SaveOutput answer) implements Glance {}

    /// It will not be stored, as things stand.
    record Settled() implements Glance {}

    record Open() implements Glance {}
  }

  private Glance glance(ReadTx tx, Routed routed) {
    Proposal proposal = routed.proposal();
    Optional<SaveOutput> earlier = routed.books().earlier(tx, proposal.arrivedAt());
    if (earlier.isPresent()) {
      return new Glance.Replay(earlier.get());
    }
    if (decider.settles(tx, proposal, routed.route(), proposal.arrivedAt())) {
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

  /// What one attempt under the lock came to.
  private sealed interface Attempt {
    record Done(SaveOutput answer, UserState before, Applied applied) implements Attempt {}

    record Replayed(SaveOutput answer) implements Attempt {}

    /// What had settled it at first sight is gone, so that the text must be embedded after all; or
    /// the search has switched to another model since.
    record NeedsVector() implements Attempt {}
  }

  private SaveOutput write(Routed routed, Vector vector) {
    Instant now = clock.instant();
    Proposal proposal = routed.proposal();
    Attempt attempt =
        transactions.write(proposal.owner().user(), now, tx -> attempt(tx, routed, vector, now));
    return switch (attempt) {
      case Attempt.Done(var answer, var before, var applied) -> {
        if (!applied.changed().isEmpty()) {
          indexes.committed(proposal.owner(), before, applied.changed());
        }
        yield answer;
      }
      case Attempt.Replayed(var answer) -> answer;
      case Attempt.NeedsVector() -> write(routed, embed(proposal));
    };
  }

  private Attempt attempt(WriteTx tx, Routed routed, Vector vector, Instant now) {
    Proposal proposal = routed.proposal();
    Optional<SaveOutput> earlier = routed.books().earlier(tx, tx.at());
    if (earlier.isPresent()) {
      return new Attempt.Replayed(earlier.get());
    }
    if (vector.text().filter(text -> !text.space().equals(tx.state().space())).isPresent()) {
      return new Attempt.NeedsVector();
    }
    if (!vector.asked() && !decider.settles(tx, proposal, routed.route(), tx.at())) {
      return new Attempt.NeedsVector();
    }
    var events = new WriteEvents(proposal, now);
    Optional<Memory> expired = events.expiry().carryOut(tx, proposal.content().hash());
    WriteDecision decision = decider.decide(tx, proposal, routed.route(), vector.text());
    Applied applied = applier.apply(tx, proposal, decision, vector.text(), events);
    routed.books().note(tx, decision, applied.answer(), events);
    return new Attempt.Done(applied.answer(), tx.state(), applied.and(expired));
  }
}
