package dev.keepsake.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserName;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.records.Inputs.SortOrder;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.RecordFilter;
import dev.keepsake.store.RecordOrder;
import dev.keepsake.store.RecordReads.Entry;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.UserState;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The lists of memories. Thread-safe.
final class Listings {
  private final Users users;
  private final Transactions transactions;
  private final ReadLog log;
  private final InstantSource clock;
  private final Totals totals = new Totals();

  Listings(Users users, Transactions transactions, ReadLog log, InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.log = log;
    this.clock = clock;
  }

  Answers.MemoryPage run(Caller caller, Inputs.Listing input) {
    UserName name = caller.requireUser();
    check(input);
    var order = new RecordOrder(input.sortBy(), input.sortOrder() == SortOrder.ASCENDING);
    var place = input.cursor().map(text -> ListCursor.parse(text, order));
    Answers.MemoryPage page =
        users
            .find(caller.tenant().organization(), name)
            .map(user -> new Owner(user, caller.scope()))
            .map(owner ->
                transactions.read(
                    owner.user(),
                    tx -> {
                      RecordFilter filter = filter(input, clock.instant());
                      long skip = (long) (input.page().orElse(1) - 1) * input.perPage();
                      List<Entry> found =
                          tx.records()
                              .page(
                                  owner,
                                  filter,
                                  order,
                                  place,
                                  place.isPresent() ? 0 : skip,
                                  input.perPage() + 1);
                      return page(input, order, name, found, totals.of(tx, owner, filter));
                    }))
            .orElseGet(() -> page(input, order, name, List.of(), 0));
    log.handingOut(
        caller, MemoryRead.now("memories", page.data().stream().map(MemoryRecord::id).toList()));
    return page;
  }

  private static void check(Inputs.Listing input) {
    if (input.page().isPresent() && input.cursor().isPresent()) {
      throw MemoryException.ofField(
          "page",
          "`page` and `cursor` each say where the list goes on: send one of them.");
    }
    input
        .createdAfter()
        .flatMap(after -> input.createdBefore().filter(before -> !after.isBefore(before)))
        .ifPresent(before -> {
          throw MemoryException.ofField(
              "created_after",
              "`created_after` must be before `created_before`, which was %s.".formatted(before));
        });
  }

  private static RecordFilter filter(Inputs.Listing input, Instant now) {
    return new RecordFilter(
        input.status(),
        new MemoryFilter(
            input.memoryType().map(Set::of).orElse(Set.of()),
            input.tags().orElse(List.of()),
            input.createdAfter(),
            input.createdBefore()),
        input.source(),
        input.embeddingStatus(),
        now);
  }

  private static Answers.MemoryPage page(
      Inputs.Listing input, RecordOrder order, UserName user, List<Entry> found, long total) {
    List<Entry> shown = found.subList(0, Math.min(found.size(), input.perPage()));
    Optional<String> next =
        found.size() > shown.size()
            ? Optional.of(ListCursor.of(order, shown.getLast().place()))
            : Optional.empty();
    return new Answers.MemoryPage(
        shown.stream().map(entry -> MemoryRecord.of(entry.memory(), user)).toList(),
        new Answers.PageMeta(
            input.cursor().isPresent() ? Optional.empty() : input.page().or(() -> Optional.of(1)),
            input.perPage(),
            total,
            (total + input.perPage() - 1) / input.perPage(),
            next));
  }

  /// How many there are, remembered for as long as nothing of the user's has changed: to count
  /// 100,000 takes longer than to read a page of them.
  private static final class Totals {
    private static final int MOST = 10_000;

    /// What has expired since is counted for so long.
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Cache<Key, Counted> known =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .executor(Runnable::run) // eviction is cheap, and needs no pool of its own
            .build();

    /// @param filter without its moment
    private record Key(Owner owner, RecordFilter filter) {}

    private record Counted(UserState state, Instant at, long total) {
      boolean holds(UserState now, Instant moment) {
        return state.equals(now) && !moment.isBefore(at) && moment.isBefore(at.plus(KEPT));
      }
    }

    long of(ReadTx tx, Owner owner, RecordFilter filter) {
      if (filter.embedding().isPresent()) { // that changes without a revision
        return tx.records().count(owner, filter);
      }
      var key = new Key(owner, timeless(filter));
      Counted counted = known.getIfPresent(key);
      if (counted == null || !counted.holds(tx.state(), filter.now())) {
        counted = new Counted(tx.state(), filter.now(), tx.records().count(owner, filter));
        known.put(key, counted);
      }
      return counted.total();
    }

    private static RecordFilter timeless(RecordFilter filter) {
      return new RecordFilter(
          filter.status(), filter.filter(), filter.source(), filter.embedding(), Instant.EPOCH);
    }
  }
}
