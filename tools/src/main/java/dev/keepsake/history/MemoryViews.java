package dev.keepsake.history;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What agents are shown of single memories. What was deleted or has expired is as if it were not
/// there, and so is what belongs to another user or scope. Thread-safe.
public final class MemoryViews {
  private static final String LOWEST = "00000000-0000-0000-0000-000000000000";
  private static final String HIGHEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final Users users;
  private final Transactions transactions;
  private final ReadLog log;
  private final InstantSource clock;

  public MemoryViews(Users users, Transactions transactions, ReadLog log, InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.log = log;
    this.clock = clock;
  }

  /// @throws dev.keepsake.error.MemoryException with `FORBIDDEN` if the caller may not read
  public Optional<MemoryView> memory(Caller caller, MemoryId id) {
    Optional<MemoryView> found =
        inside(caller, (tx, owner) -> seen(tx, owner, id, TimeAsked.NOW).memories())
            .flatMap(chain ->
                chain.stream()
                    .filter(memory -> memory.id().equals(id))
                    .findFirst()
                    .map(memory -> view(memory, chain)));
    found.ifPresent(_ -> log.handingOut(caller, MemoryRead.now("memory", List.of(id))));
    return found;
  }

  /// @throws dev.keepsake.error.MemoryException with `FORBIDDEN` if the caller may not read
  public Optional<HistoryView> history(Caller caller, MemoryId id) {
    return history(caller, id, TimeAsked.NOW);
  }

  /// The same as it was known at another time, as [MemoryHistory#of] has it.
  ///
  /// @throws dev.keepsake.error.MemoryException with `FORBIDDEN` if the caller may not read
  public Optional<HistoryView> history(Caller caller, MemoryId id, TimeAsked asked) {
    Optional<HistoryView> found =
        inside(caller, (tx, owner) -> history(tx, owner, id, asked)).flatMap(Function.identity());
    found.ifPresent(view -> log.handingOut(caller, new MemoryRead("history", ids(view), asked)));
    return found;
  }

  private Optional<HistoryView> history(ReadTx tx, Owner owner, MemoryId id, TimeAsked asked) {
    KnownChain seen = seen(tx, owner, id, asked);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    KnownChain told = seen.holding(asked);
    return Optional.of(
        new HistoryView(
            told.memories().stream().map(memory -> view(memory, seen.memories())).toList(),
            told.events(tx.audit(), owner, asked).stream().map(HistoryView.Event::of).toList()));
  }

  private static List<MemoryId> ids(HistoryView view) {
    return view.memories().stream().map(MemoryView::id).toList();
  }

  /// The ids of active memories that begin with `prefix`, the newest first.
  ///
  /// @throws dev.keepsake.error.MemoryException with `FORBIDDEN` if the caller may not read
  public List<MemoryId> ids(Caller caller, String prefix, int limit) {
    String start = prefix.toLowerCase(Locale.ROOT);
    Optional<MemoryId> lowest = filled(start, LOWEST);
    Optional<MemoryId> highest = filled(start, HIGHEST);
    return inside(
            caller,
            (tx, owner) ->
                lowest.isEmpty() || highest.isEmpty()
                    ? List.<MemoryId>of()
                    : tx.memories()
                        .newestIds(owner, lowest.get(), highest.get(), clock.instant(), limit))
        .orElse(List.of());
  }

  private static Optional<MemoryId> filled(String start, String end) {
    return Optional.of(start)
        .filter(text -> text.length() <= end.length())
        .map(text -> text + end.substring(text.length()))
        .filter(text -> text.matches(ID))
        .map(text -> new MemoryId(UUID.fromString(text)));
  }

  /// Those of the chain that may be seen; none of them if `id` is not one.
  private KnownChain seen(ReadTx tx, Owner owner, MemoryId id, TimeAsked asked) {
    Instant unexpired = asked.unexpiredAt(clock.instant());
    List<Memory> seen =
        KnownChain.of(tx.memories().chain(owner, id), id, asked).memories().stream()
            .filter(memory -> memory.status() != Status.DELETED)
            .filter(memory -> !memory.lifetime().expiredAt(unexpired))
            .toList();
    boolean there = seen.stream().anyMatch(memory -> memory.id().equals(id));
    return new KnownChain(there ? seen : List.of());
  }

  private static MemoryView view(Memory memory, List<Memory> chain) {
    return MemoryView.of(
        memory,
        chain.stream()
            .filter(other -> other.supersededBy().equals(Optional.of(memory.id())))
            .map(Memory::id)
            .toList());
  }

  private <R> Optional<R> inside(Caller caller, BiFunction<ReadTx, Owner, R> work) {
    caller.require(Right.READ);
    return users
        .find(caller.tenant().organization(), caller.requireUser())
        .map(user -> new Owner(user, caller.scope()))
        .map(owner -> transactions.read(owner.user(), tx -> work.apply(tx, owner)));
  }
}
