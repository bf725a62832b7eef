package dev.keepsake.fetch;

import dev.keepsake.cache.MemoryCache;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.UserName;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.store.KnownUsers;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One memory of the caller by its id, whether it is believed still or was replaced. What was
/// deleted, has expired, belongs to another user or scope, or never was, is told in the same words.
/// Thread-safe.
public final class FetchMemory {
  private final KnownUsers users;
  private final Transactions transactions;
  private final MemoryCache cache;
  private final ReadLog log;
  private final Accesses accesses;
  private final InstantSource clock;

  public FetchMemory(
      Users users,
      Transactions transactions,
      MemoryCache cache,
      ReadLog log,
      Accesses accesses,
      InstantSource clock) {
    this.users = new KnownUsers(users);
    this.transactions = transactions;
    this.cache = cache;
    this.log = log;
    this.accesses = accesses;
    this.clock = clock;
  }

  /// @throws MemoryException with `NOT_FOUND` if the caller's user has no such memory, with
  ///   `FORBIDDEN` if the caller may not read
  public WholeMemory run(Caller caller, MemoryId id) {
    caller.require(Right.READ);
    WholeMemory found = require(caller, id);
    log.handingOut(caller, MemoryRead.now("memory", List.of(id)));
    accesses.note(found.memory().owner(), id, clock.instant());
    return found;
  }

  private WholeMemory require(Caller caller, MemoryId id) {
    OrganizationId organization = caller.tenant().organization();
    UserName name = caller.requireUser();
    Optional<UserId> known = users.find(organization, name);
    return known
        .flatMap(user -> find(user, caller, id))
        .or(() ->
            known
                .flatMap(user -> users.findOther(organization, name, user))
                .flatMap(user -> find(user, caller, id)))
        .filter(whole -> !whole.memory().lifetime().expiredAt(clock.instant()))
        .orElseThrow(
            () -> new MemoryException(ErrorCode.NOT_FOUND, "There is no memory %s.".formatted(id)));
  }

  private Optional<WholeMemory> find(UserId user, Caller caller, MemoryId id) {
    var owner = new Owner(user, caller.scope());
    return cache.find(owner, id).or(() -> read(owner, id));
  }

  private Optional<WholeMemory> read(Owner owner, MemoryId id) {
    Optional<WholeMemory> found =
        transactions
            .read(owner.user(), tx -> tx.records().find(owner, id))
            .filter(whole -> whole.memory().status() != Status.DELETED);
    found.filter(FetchMemory::settled).ifPresent(cache::fill);
    return found;
  }

  /// Until a memory has its vector, the state of that changes without a new revision, so that the
  /// cache would not learn of it.
  private static boolean settled(WholeMemory whole) {
    return whole.memory().embedding() == EmbeddingStatus.COMPLETED;
  }
}
