package dev.keepsake.write;

import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What programs create, on its way through [WritePath]. Thread-safe.
public final class Creations {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Users users;
  private final Transactions transactions;
  private final WritePath path;
  private final RateLimits limits;
  private final InstantSource clock;
  private final IdSource ids;

  public Creations(
      Users users,
      Transactions transactions,
      WritePath path,
      RateLimits limits,
      InstantSource clock,
      IdSource ids) {
    this.users = users;
    this.transactions = transactions;
    this.path = path;
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  /// How much a program may create for a user.
  ///
  /// @param limit in any window
  /// @param left how many more are accepted now
  public record Budget(int limit, int left, Duration window) {}

  /// @param operation to which the idempotency key belongs
  /// @param key an answer that is given again to the same call
  /// @throws MemoryException with `INVALID_INPUT` if `input` contradicts itself or the call, with
  ///   `NOT_FOUND` or `NOT_ACTIVE` for what is to be superseded, with `IDEMPOTENCY_KEY_REUSED`
  public SaveOutput create(
      Caller caller, String operation, Optional<String> key, CreateInput input) {
    return path.run(route(caller, operation, key, input));
  }

  private WritePath.Routed route(
      Caller caller, String operation, Optional<String> key, CreateInput input) {
    Caller within = caller.in(conversation(caller, input));
    UserId user = users.require(within.tenant().organization(), within.requireUser());
    var proposal =
        new Proposal(
            new MemoryId(ids.next()),
            new Owner(user, within.scope()),
            within,
            input.write(),
            clock.instant(),
            Optional.empty(),
            Noted.nothing(path.policyVersion(within.tenant().client())));
    var call = new KeptAnswers.Call(operation, key, text -> WireJson.write(input.keyless(text)));
    return path.route(
        proposal, remaining -> new KeptAnswers(remaining, call, input.content(), path));
  }

  private static Optional<ConversationId> conversation(Caller caller, CreateInput input) {
    Optional<ConversationId> named = input.conversationId();
    if (named.isPresent()
        && caller.conversation().isPresent()
        && !named.equals(caller.conversation())) {
      throw MemoryException.ofField(
          "conversation_id",
          "`conversation_id` and the header X-Conversation-Id differ: send one of them.");
    }
    return named.or(caller::conversation);
  }

  /// One of many.
  ///
  /// @param key an answer that is given again to the same call
  public record Entry(Optional<String> key, CreateInput input) {}

  /// What came of one.
  public sealed interface Outcome {
    record Answered(SaveOutput answer) implements Outcome {}

    /// @param why as [#create] throws it
    record Failed(MemoryException why) implements Outcome {}
  }

  /// Creates each as if by itself, but that the model looks at all of them at once, which is faster
  /// than one by one.
  ///
  /// @return in the order of `entries`
  public List<Outcome> createAll(Caller caller, String operation, List<Entry> entries) {
    var outcomes = new Outcome[entries.size()];
    var places = new ArrayList<Integer>();
    var routed = new ArrayList<WritePath.Routed>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      try {
        routed.add(route(caller, operation, entry.key(), entry.input()));
        places.add(i);
      } catch (MemoryException e) {
        outcomes[i] = new Outcome.Failed(e);
      }
    }
    long most = budget(caller).map(Budget::left).orElse(Integer.MAX_VALUE);
    Iterator<Integer> place = places.iterator();
    path.ahead(routed, most).forEach(one -> outcomes[place.next()] = outcome(one));
    return List.of(outcomes);
  }

  private Outcome outcome(WritePath.Routed routed) {
    try {
      return new Outcome.Answered(path.run(routed));
    } catch (MemoryException e) {
      return new Outcome.Failed(e);
    }
  }

  /// Empty if nothing is limited.
  public Optional<Budget> budget(Caller caller) {
    int limit = limits.creationsPerMinute();
    if (limit == 0 || caller.user().isEmpty()) {
      return Optional.empty();
    }
    Instant since = clock.instant().minus(WINDOW);
    long used =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> transactions.read(user, tx -> tx.audit().countCreations(since)))
            .orElse(0L);
    return Optional.of(new Budget(limit, (int) Math.max(0, limit - used), WINDOW));
  }
}
