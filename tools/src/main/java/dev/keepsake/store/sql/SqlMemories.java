package dev.keepsake.store.sql;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Succession;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.store.MemoryReads;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.StoredSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/// Reads `memory_items` and `memory_embeddings` on one connection.
class SqlMemories implements MemoryReads {
  final Sql sql;
  final StoredSpace space;

  SqlMemories(Sql sql, StoredSpace space) {
    this.sql = sql;
    this.space = space;
  }

  @Override
  public Optional<Memory> find(Owner owner, MemoryId id) {
    return list(owned("find_memory", owner).bind("id", id.value())).stream().findFirst();
  }

  @Override
  public Optional<Memory> findActive(Owner owner, ContentHash content) {
    return list(owned("find_active_memory", owner).bind("content_hash", content.hex())).stream()
        .findFirst();
  }

  @Override
  public List<Memory> chain(Owner owner, MemoryId id) {
    return list(owned("memory_chain", owner).bind("id", id.value()));
  }

  @Override
  public Optional<Instant> deletedAt(Owner owner, MemoryId id) {
    return sql.scan(
        owned("find_deletion", owner).bind("id", id.value()),
        row -> row.next() ? Optional.of(row.moment("deleted_at")) : Optional.empty());
  }

  @Override
  public Map<MemoryId, List<MemoryId>> predecessors(Owner owner, Collection<MemoryId> successors) {
    var found = new HashMap<MemoryId, List<MemoryId>>();
    if (successors.isEmpty()) {
      return found;
    }
    Query query =
        owned("find_predecessors", owner)
            .bindList("successors", successors.stream().map(MemoryId::value).toList());
    return sql.scan(
        query,
        row -> {
          while (row.next()) {
            found
                .computeIfAbsent(new MemoryId(row.id("superseded_by")), _ -> new ArrayList<>())
                .add(new MemoryId(row.id("id")));
          }
          return found;
        });
  }

  @Override
  public void changedSince(Owner owner, long revision, Consumer<StoredMemory> each) {
    each(owned("memories_changed_since", owner).bind("revision", revision), each);
  }

  @Override
  public void active(Owner owner, Consumer<StoredMemory> each) {
    each(owned("active_memories", owner), each);
  }

  @Override
  public void believedAt(Owner owner, Instant moment, Consumer<StoredMemory> each) {
    each(owned("memories_believed_at", owner).bind("moment", moment), each);
  }

  @Override
  public void recordedBy(Owner owner, Instant moment, Consumer<StoredMemory> each) {
    each(owned("memories_recorded_by", owner).bind("moment", moment), each);
  }

  @Override
  public List<Succession> successions(Owner owner, Instant moment) {
    return sql.list(
        owned("memory_successions", owner).bind("moment", moment),
        row ->
            new Succession(
                new MemoryId(row.id("replaced")),
                new MemoryId(row.id("by_id")),
                row.moment("valid_from")));
  }

  @Override
  public List<Memory> newest(
      Owner owner, MemoryFilter filter, Instant now, Optional<Place> after, int limit) {
    return list(
        filtered("newest_memories", owner, filter, now)
            .bind("after_created_at", after.map(Place::createdAt))
            .bind("after_id", after.map(place -> place.id().value()))
            .bind("limit", limit));
  }

  @Override
  public long count(Owner owner, MemoryFilter filter, Instant now) {
    return filtered("count_memories", owner, filter, now).mapTo(Long.class).one();
  }

  @Override
  public List<MemoryId> newestIds(
      Owner owner, MemoryId lowest, MemoryId highest, Instant now, int limit) {
    Query query =
        owned("newest_ids", owner)
            .bind("now", now)
            .bind("lowest", lowest.value())
            .bind("highest", highest.value())
            .bind("limit", limit);
    return sql.list(query, row -> new MemoryId(row.id("id")));
  }

  private Query filtered(String name, Owner owner, MemoryFilter filter, Instant now) {
    return owned(name, owner)
        .bind("now", now)
        .bind("types", Row.json(filter.types().stream().map(WireName::wireName).toList()))
        .bind("tags", Row.json(filter.tags()))
        .bind("since", filter.since())
        .bind("until", filter.until());
  }

  Query owned(String name, Owner owner) {
    return sql.query(name)
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value());
  }

  private List<Memory> list(Query query) {
    return sql.list(query, MemoryMapper::memory);
  }

  private void each(Query query, Consumer<StoredMemory> consumer) {
    sql.scan(
        query.bind("space", space.id()),
        rows -> {
          MemoryMapper.each(rows, space.space(), consumer);
          return consumer;
        });
  }
}
