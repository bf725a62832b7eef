package dev.keepsake.store.sql;

import static java.util.Objects.requireNonNull;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.RecordFilter;
import dev.keepsake.store.RecordOrder;
import dev.keepsake.store.RecordReads;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/// Lists `memory_items` on one connection.
class SqlRecords implements RecordReads {
  /// Beyond every place of a list, and within what both databases can hold.
  private static final Place FIRST = new Place(Instant.EPOCH, new MemoryId(new UUID(0, 0)));

  private static final Place LAST =
      new Place(Instant.parse("9999-12-31T23:59:59.999999Z"), new MemoryId(new UUID(-1, -1)));

  final Sql sql;
  private final SqlTransfer whole;

  SqlRecords(Sql sql, StoredSpace space) {
    this.sql = sql;
    this.whole = new SqlTransfer(sql, space);
  }

  @Override
  public Optional<WholeMemory> find(Owner owner, MemoryId id) {
    return Optional.ofNullable(whole.find(owner.user(), List.of(id)).get(id))
        .filter(found -> found.memory().owner().equals(owner));
  }

  /// In two steps, so that the database sorts ids and not whole memories.
  @Override
  public List<WholeMemory> page(
      Owner owner,
      RecordFilter filter,
      RecordOrder order,
      Optional<Place> after,
      long skip,
      int limit) {
    Place begin = after.orElse(order.ascending() ? FIRST : LAST);
    Query query =
        filtered(order.ascending() ? "records_up" : "records_down", owner, filter)
            .define("key", key(order.by()))
            .bind("after", begin.moment())
            .bind("after_id", begin.id().value())
            .bind("offset", skip)
            .bind("limit", limit);
    List<MemoryId> ids = sql.list(query, row -> new MemoryId(row.id("id")));
    Map<MemoryId, WholeMemory> found = whole.find(owner.user(), ids);
    return ids.stream().map(id -> requireNonNull(found.get(id))).toList();
  }

  private static String key(RecordOrder.By by) {
    return switch (by) {
      case CREATED -> "m.created_at";
      case UPDATED -> "m.updated_at";
      case ACCESSED -> "coalesce(m.accessed_at, m.created_at)";
    };
  }

  @Override
  public Count count(Owner owner, RecordFilter filter) {
    return sql.list(
            filtered("count_records", owner, filter),
            row -> new Count(row.number("found"), row.findMoment("first_expiry")))
        .getFirst();
  }

  @Override
  public Set<MemoryId> labelled(Owner owner, String filterTags) {
    Query query = owned("labelled_memories", owner).bind("filter_tags", filterTags);
    var wanted = Labels.of(filterTags);
    return sql
        .list(
            query,
            row ->
                wanted.areIn(row.text("filter_tags"))
                    ? Optional.of(new MemoryId(row.id("id")))
                    : Optional.<MemoryId>empty())
        .stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Query filtered(String name, Owner owner, RecordFilter filter) {
    return owned(name, owner)
        .bind("status", filter.status().wireName())
        .bind("now", filter.now())
        .bind("types", Row.json(filter.filter().types().stream().map(WireName::wireName).toList()))
        .bind("tags", Row.json(filter.filter().tags()))
        .bind("source", filter.source().map(WireName::wireName))
        .bind("embedding_status", filter.embedding().map(WireName::wireName))
        .bind("since", filter.filter().since())
        .bind("until", filter.filter().until());
  }

  private Query owned(String name, Owner owner) {
    return sql.query(name)
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value());
  }
}
