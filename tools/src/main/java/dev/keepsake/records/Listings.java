package dev.keepsake.records;

import dev.keepsake.cache.ListCache;
import dev.keepsake.cache.ListKey;
import dev.keepsake.cache.Listed;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.UserName;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.records.Inputs.SortOrder;
import dev.keepsake.store.KnownUsers;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.store.RecordFilter;
import dev.keepsake.store.RecordOrder;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The lists of memories; from the cache where possible. Thread-safe.
final class Listings {
  private final KnownUsers users;
  private final Transactions transactions;
  private final ListCache cache;
  private final ReadLog log;
  private final InstantSource clock;
  private final Totals totals = new Totals();

  Listings(
      Users users, Transactions transactions, ListCache cache, ReadLog log, InstantSource clock) {
    this.users = new KnownUsers(users);
    this.transactions = transactions;
    this.cache = cache;
    this.log = log;
    this.clock = clock;
  }

  Answers.MemoryPage run(Caller caller, Inputs.Listing input) {
    check(input);
    Answers.MemoryPage page = page(input, caller.requireUser(), list(caller, input));
    log.handingOut(
        caller, MemoryRead.now("memories", page.data().stream().map(MemoryRecord::id).toList()));
    return page;
  }

  /// A name that has nothing may be one that was erased, and is another user's since.
  private Listed list(Caller caller, Inputs.Listing input) {
    OrganizationId organization = caller.tenant().organization();
    UserName name = caller.requireUser();
    Optional<UserId> known = users.find(organization, name);
    return known
        .map(user -> list(key(new Owner(user, caller.scope()), input)))
        .filter(found -> found.count().total() > 0)
        .or(() ->
            known
                .flatMap(user -> users.findOther(organization, name, user))
                .map(user -> list(key(new Owner(user, caller.scope()), input))))
        .orElse(Listed.NONE);
  }

  private Listed list(ListKey key) {
    Instant now = clock.instant();
    ListCache.Found found = key.revised() ? cache.find(key, now) : ListCache.Found.NOTHING;
    return found
        .list()
        .orElseGet(() -> {
          Listed read = read(key, now, found.total());
          cache.fill(key, read, now);
          return read;
        });
  }

  private Listed read(ListKey key, Instant now, Optional<ListCache.Total> shared) {
    RecordFilter filter = key.filter().at(now);
    return transactions.read(
        key.owner().user(),
        tx -> {
          List<WholeMemory> found =
              tx.records()
                  .page(key.owner(), filter, key.order(), key.after(), key.skip(), key.limit() + 1);
          return new Listed(
              tx.state().revision(),
              found.subList(0, Math.min(found.size(), key.limit())),
              found.size() > key.limit(),
              totals.of(tx, key.owner(), filter, shared));
        });
  }

  private static void check(Inputs.Listing input) {
    if (input.page().isPresent() && input.cursor().isPresent()) {
      throw MemoryException.ofField(
          "page", "`page` and `cursor` each say where the list goes on: send one of them.");
    }
    input
        .createdAfter()
        .flatMap(after -> input.createdBefore().filter(before -> !after.isBefore(before)))
        .ifPresent(before -> {
          throw MemoryException.ofField(
              "created_after",
              "`created_after` must be before `created_before`, which was %s.".formatted(before));
        });
    input.cursor().ifPresent(text -> ListCursor.parse(text, order(input)));
  }

  private static ListKey key(Owner owner, Inputs.Listing input) {
    RecordOrder order = order(input);
    var place = input.cursor().map(text -> ListCursor.parse(text, order));
    long skip = (long) (input.page().orElse(1) - 1) * input.perPage();
    var filter =
        new RecordFilter(
            input.status(),
            new MemoryFilter(
                input.memoryType().map(Set::of).orElse(Set.of()),
                input.tags().orElse(List.of()),
                input.createdAfter(),
                input.createdBefore()),
            input.source(),
            input.embeddingStatus(),
            Instant.EPOCH);
    return new ListKey(owner, filter, order, place, skip, input.perPage());
  }

  private static RecordOrder order(Inputs.Listing input) {
    return new RecordOrder(input.sortBy(), input.sortOrder() == SortOrder.ASCENDING);
  }

  private static Answers.MemoryPage page(Inputs.Listing input, UserName user, Listed list) {
    List<WholeMemory> kept = list.memories();
    List<WholeMemory> shown = kept.subList(0, Math.min(kept.size(), input.perPage()));
    RecordOrder order = order(input);
    Optional<String> next =
        list.more() || kept.size() > shown.size()
            ? Optional.of(ListCursor.of(order, order.place(shown.getLast())))
            : Optional.empty();
    long total = list.count().total();
    return new Answers.MemoryPage(
        shown.stream().map(whole -> MemoryRecord.of(whole, user)).toList(),
        new Answers.PageMeta(
            input.cursor().isPresent() ? Optional.empty() : input.page().or(() -> Optional.of(1)),
            input.perPage(),
            total,
            (total + input.perPage() - 1) / input.perPage(),
            next));
  }
}
