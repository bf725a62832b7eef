package dev.keepsake.write;

import dev.keepsake.embed.Embedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Owner;
import dev.keepsake.policy.ClientPolicies;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of every proposal into the store. Thread-safe.
///
/// The policy says where it goes and what of it remains, whatever is stored. A look at what is
/// there settles what needs no vector (a call that comes again, a statement that is there to the
/// letter, a confidence too low, a limit reached, a text that must not be stored). Else a place
/// under the limits is taken and the text is embedded, both outside any transaction. Then, under
/// the user's lock, everything is looked at again and decided, and the decision is carried out and
/// told. The rules are in [WriteDecider].
///
/// Where writes are queued, the text is not embedded: what a vector would be needed for is accepted
/// under that lock, and decided by [QueuedWrites] later, by the same rules.
public final class WritePath {
  /// To switch to another model takes longer than to embed; who meets two switches goes without.
  private static final int EMBEDDINGS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(WritePath.class);

  private final Transactions transactions;
  private final UserIndexes indexes;
  private final Embedder embedder;
  private final WritePolicy policy;
  private final WriteDecider decider;
  private final DecisionStep step;
  private final Places places;
  private final boolean queues;
  private final Duration patience;
  private final InstantSource clock;

  /// @param settings whose mode is resolved
  /// @param limits of the store's own count
  public WritePath(
      Transactions transactions,
      UserIndexes indexes,
      Embedder embedder,
      ClientPolicies policies,
      WriteSettings settings,
      RateLimits limits,
      Places places,
      InstantSource clock,
      IdSource ids) {
    this.transactions = transactions;
    this.indexes = indexes;
    this.embedder = embedder;
    this.policy = new WritePolicy(policies);
    this.decider = new WriteDecider(settings.thresholds(), limits, indexes);
    this.step =
        new DecisionStep(transactions, indexes, new WriteApplier(settings.pendingFor(), ids));
    this.places = places;
    this.queues = settings.mode() == WriteMode.QUEUED;
    this.patience = settings.patience();
    this.clock = clock;
  }

  /// The version of the policy in force for `client`.
  String policyVersion(ClientId client) {
    return policy.version(client);
  }

  /// Whether the text of what `client` proposed and is not stored must be kept nowhere.
  boolean isSensitive(ClientId client, Content content) {
    return policy.isSensitive(client, content);
  }

  /// `content` without all that can be found in it, whatever the policy.
  Content withoutFindings(Content content) {
    return policy.withoutFindings(content);
  }

  /// @param books of what remains of the proposal
  SaveOutput run(Proposal proposal, Function<Proposal, Bookkeeping> books) {
    return run(route(proposal, books));
  }

  /// What the policy says of a proposal, for [#run].
  ///
  /// @param books of what remains of the proposal
  Routed route(Proposal proposal, Function<Proposal, Bookkeeping> books) {
    var asked = policy.route(proposal);
    Proposal remaining = asked.proposal();
    return new Routed(remaining, asked.route(), books.apply(remaining), Optional.empty());
  }

  SaveOutput run(Routed routed) {
    Proposal proposal = routed.proposal();
    Glance glance =
        indexes.sharing(
            proposal.owner(),
            () -> transactions.read(proposal.owner().user(), tx -> glance(tx, routed)));
    return switch (glance) {
      case Glance.Replay(var answer) -> answer;
      case Glance.Settled() ->
          write(routed, places.first(), new Meaning.Unasked())
              // what had settled it at first sight is gone
              .orElseGet(() -> writeReserved(routed));
      case Glance.Open() -> writeReserved(routed);
    };
  }

  /// A proposal with what does not change while it is on its way.
  ///
  /// @param ahead where its vector is, if that is made together with others
  record Routed(Proposal proposal, Route route, Bookkeeping books, Optional<VectorsAhead> ahead) {
    Routed with(VectorsAhead vectors) {
      return new Routed(proposal, route, books, Optional.of(vectors));
    }

    String text() {
      return proposal.content().text();
    }
  }

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
    if (decider.settles(tx, proposal, routed.route(), places.first(), proposal.arrivedAt())) {
      return new Glance.Settled();
    }
    if (!queues) {
      indexes.current(proposal.owner(), tx); // slow the first time: not under the lock
    }
    return new Glance.Open();
  }

  private void warm(Owner owner) {
    var _ =
        indexes.sharing(
            owner, () -> transactions.read(owner.user(), tx -> indexes.current(owner, tx)));
  }

  /// Gives its place back unless the write is kept.
  private SaveOutput writeReserved(Routed routed) {
    Proposal proposal = routed.proposal();
    Allowance allowance = places.reserve(proposal, clock.instant());
    boolean kept = false;
    try {
      SaveOutput answer = writeEmbedded(routed, allowance);
      kept = answer.keeps();
      return answer;
    } finally {
      if (!kept && allowance instanceof Allowance.Granted) {
        places.release(proposal);
      }
    }
  }

  /// The text is embedded anew where the search has switched to another model since.
  private SaveOutput writeEmbedded(Routed routed, Allowance allowance) {
    for (int attempt = 1; attempt <= EMBEDDINGS; attempt++) {
      Optional<SaveOutput> answer = write(routed, allowance, meaning(routed, allowance, attempt));
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return write(routed, allowance, new Meaning.Missing(Optional.empty())).orElseThrow();
  }

  private Meaning meaning(Routed routed, Allowance allowance, int attempt) {
    if (allowance instanceof Allowance.Refused) {
      return new Meaning.Unasked();
    }
    if (queues) {
      return new Meaning.Later();
    }
    return routed
        .ahead()
        .filter(_ -> attempt == 1)
        .flatMap(vectors -> vectors.find(routed.text()))
        .<Meaning>map(Meaning.Known::new)
        .orElseGet(() -> embed(routed.proposal()));
  }

  /// A model that is late or missing costs the semantic check and leaves the vector for later; a
  /// queue that is full is the caller's to know.
  private Meaning embed(Proposal proposal) {
    try {
      return new Meaning.Known(embedder.embed(proposal.content().text(), patience));
    } catch (MemoryException e) {
      if (e.code() != ErrorCode.EMBEDDER_UNAVAILABLE) {
        throw e;
      }
      return new Meaning.Missing(Optional.empty());
    }
  }

  /// Empty if it takes a vector after all.
  private Optional<SaveOutput> write(Routed routed, Allowance allowance, Meaning meaning) {
    return step.run(
        routed.proposal(),
        routed.books(),
        meaning,
        clock.instant(),
        tx -> decide(tx, routed, allowance, meaning));
  }

  private Optional<WriteDecision> decide(
      WriteTx tx, Routed routed, Allowance allowance, Meaning meaning) {
    Proposal proposal = routed.proposal();
    if (isOfAnotherModel(tx, meaning)) {
      return Optional.empty();
    }
    if (meaning instanceof Meaning.Unasked
        && !decider.settles(tx, proposal, routed.route(), allowance, tx.at())) {
      return Optional.empty();
    }
    return Optional.of(decider.decide(tx, proposal, routed.route(), allowance, meaning));
  }

  private static boolean isOfAnotherModel(WriteTx tx, Meaning meaning) {
    return meaning.vector().filter(text -> !text.space().equals(tx.state().space())).isPresent();
  }

  /// Begins to have the vectors made of those that need one as things stand, several at once: the
  /// model sees no more than if they came one by one. One that can't be made is asked for again,
  /// and its failure told, by its own write.
  ///
  /// @param all of one owner
  /// @param most that may be stored
  List<Routed> ahead(List<Routed> all, long most) {
    if (queues || all.size() < 2) {
      return all;
    }
    List<String> texts;
    try {
      texts = open(all).stream().map(Routed::text).distinct().limit(most).toList();
    } catch (MemoryException e) {
      LOG.debug("what is there could not be looked at", e); // told by each write
      return all;
    }
    if (texts.size() < 2) {
      return all;
    }
    var vectors = VectorsAhead.of(texts, embedder, patience);
    return all.stream().map(one -> one.with(vectors)).toList();
  }

  private List<Routed> open(List<Routed> all) {
    Owner owner = all.getFirst().proposal().owner();
    return indexes.sharing(
        owner,
        () ->
            transactions.read(
                owner.user(), tx -> all.stream().filter(one -> isOpen(tx, one)).toList()));
  }

  private boolean isOpen(ReadTx tx, Routed routed) {
    try {
      return glance(tx, routed) instanceof Glance.Open;
    } catch (MemoryException _) {
      return false; // told by its own write
    }
  }

  /// Where other words for a memory go, on the word of its owner.
  WritePolicy.Routed routeEdit(Proposal proposal) {
    return policy.route(proposal, true);
  }

  /// The meaning of other words for a memory: an edit is decided at once, also where writes are
  /// queued, and waits for the model no longer than a write does where they are not.
  Meaning meaningOfEdit(Proposal proposal) {
    warm(proposal.owner());
    return embed(proposal);
  }

  /// Empty if the search has switched to another model since the text was embedded.
  Optional<WriteDecision> decideEdit(
      WriteTx tx, Proposal proposal, String rule, Memory memory, Meaning meaning) {
    return isOfAnotherModel(tx, meaning)
        ? Optional.empty()
        : Optional.of(decider.decideEdit(tx, proposal, rule, memory, meaning));
  }

  /// Decides what was accepted before, and gives its place back unless a memory comes of it.
  ///
  /// @param rule by which it was accepted
  SaveOutput finish(Proposal proposal, String rule, Bookkeeping books, Meaning meaning) {
    if (meaning instanceof Meaning.Known) {
      warm(proposal.owner());
    }
    SaveOutput answer =
        decideAccepted(proposal, rule, books, meaning)
            .or(() -> decideAccepted(proposal, rule, books, embed(proposal)))
            .or(() -> decideAccepted(proposal, rule, books, new Meaning.Missing(Optional.empty())))
            .orElseThrow();
    if (answer.replayed().isEmpty() && !answer.keeps()) {
      places.release(proposal);
    }
    return answer;
  }

  /// Empty if the search has switched to another model since the text was embedded.
  private Optional<SaveOutput> decideAccepted(
      Proposal proposal, String rule, Bookkeeping books, Meaning meaning) {
    return step.run(
        proposal,
        books,
        meaning,
        clock.instant(),
        tx ->
            isOfAnotherModel(tx, meaning)
                ? Optional.empty()
                : Optional.of(decider.decideAccepted(tx, proposal, rule, meaning)));
  }
}
