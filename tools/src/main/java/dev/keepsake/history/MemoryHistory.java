package dev.keepsake.history;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.memory.UserId;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// How memories came to be. Thread-safe.
public final class MemoryHistory {
  private final Users users;
  private final Transactions transactions;
  private final ReadLog log;

  public MemoryHistory(Users users, Transactions transactions, ReadLog log) {
    this.users = users;
    this.transactions = transactions;
    this.log = log;
  }

  /// The life of one memory.
  ///
  /// @param chain the memory, those it replaced and those that replaced it, oldest first, each with
  ///   the end of its time that those after it give it
  /// @param events of every memory in the chain, in the order in which they happened
  public record Story(List<Memory> chain, List<ChainedEvent> events) {
    public Story {
      chain = List.copyOf(chain);
      events = List.copyOf(events);
    }
  }

  /// Empty if the caller's user has no such memory, deleted ones included.
  public Optional<Story> of(Caller caller, MemoryId id) {
    return of(caller, id, TimeAsked.NOW);
  }

  /// The same as it was known at another time: with the versions and events that there were then,
  /// and of those only what held at [TimeAsked#validAt]. A deletion is not undone by asking about
  /// the time before. Empty also if the memory was not recorded by then.
  public Optional<Story> of(Caller caller, MemoryId id, TimeAsked asked) {
    Optional<Story> found =
        inside(
            caller,
            Optional.empty(),
            owner -> transactions.read(owner.user(), tx -> story(tx, owner, id, asked)));
    found.ifPresent(
        story -> log.handingOut(caller, new MemoryRead("history", ids(story.chain()), asked)));
    return found;
  }

  private static Optional<Story> story(ReadTx tx, Owner owner, MemoryId id, TimeAsked asked) {
    var known = KnownChain.of(tx.memories().chain(owner, id), id, asked);
    KnownChain told = known.holding(asked);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(new Story(told.memories(), told.events(tx.audit(), owner, asked)));
  }

  private static List<MemoryId> ids(List<Memory> memories) {
    return memories.stream().map(Memory::id).toList();
  }

  /// Every memory of the caller's user under the caller's scope, whatever became of it, deleted
  /// ones included, in the order in which they were last changed. For operators and measurements:
  /// nothing of it may be shown to an agent.
  public List<Memory> all(Caller caller) {
    List<Memory> all =
        inside(caller, List.of(), owner -> transactions.read(owner.user(), tx -> all(tx, owner)));
    log.handingOut(caller, MemoryRead.now("history", ids(all)));
    return all;
  }

  private static List<Memory> all(ReadTx tx, Owner owner) {
    var all = new ArrayList<Memory>();
    tx.memories().changedSince(owner, 0, stored -> all.add(stored.memory()));
    return List.copyOf(all);
  }

  /// The newest events under the caller's scope, newest first.
  public List<ChainedEvent> newest(Caller caller, int limit) {
    List<ChainedEvent> newest =
        inside(
            caller,
            List.of(),
            owner -> transactions.read(owner.user(), tx -> tx.audit().newest(owner, limit)));
    List<MemoryId> memories =
        newest.stream().flatMap(event -> MemoryHistory.shown(event.event())).distinct().toList();
    log.handingOut(caller, MemoryRead.now("audit", memories));
    return newest;
  }

  /// What was refused as a duplicate has the words of a memory, too.
  private static Stream<MemoryId> shown(AuditEvent event) {
    return Stream.concat(
        event.memory().stream(),
        Optional.ofNullable(event.details().get("duplicate_of")).stream()
            .map(id -> new MemoryId(UUID.fromString(id))));
  }

  /// Whether the chain of the caller's user, over all scopes, is whole up to the head that the
  /// user's state remembers.
  public ChainCheck check(Caller caller) {
    return inside(caller, ChainCheck.EMPTY, owner -> check(owner.user()));
  }

  /// The same of any user.
  public ChainCheck check(UserId user) {
    return transactions.read(user, tx -> ChainCheck.of(tx.audit()));
  }

  private <R> R inside(Caller caller, R unknownUser, Function<Owner, R> work) {
    return users
        .find(caller.tenant().organization(), caller.requireUser())
        .map(user -> work.apply(new Owner(user, caller.scope())))
        .orElse(unknownUser);
  }
}
