package dev.keepsake.store.sql;

import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.TransferReads;
import dev.keepsake.store.WholeMemory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/// Reads whole memories on one connection.
class SqlTransfer implements TransferReads {
  /// How many memories are looked up by one statement: the databases bound the parameters.
  private static final int PAGE = 500;

  /// A number that no space has.
  private static final long NO_SPACE = -1;

  final Sql sql;
  final StoredSpace space;

  SqlTransfer(Sql sql, StoredSpace space) {
    this.sql = sql;
    this.space = space;
  }

  @Override
  public Census census(Owner owner) {
    return sql.scan(
        owned("memory_census", owner),
        row -> {
          var counts = new EnumMap<Status, Long>(Status.class);
          Optional<Instant> changed = Optional.empty();
          while (row.next()) {
            counts.put(row.word("status", Status.class), row.number("found"));
            Instant latest = row.moment("changed");
            changed = changed.filter(latest::isBefore).or(() -> Optional.of(latest));
          }
          return new Census(counts, changed);
        });
  }

  /// In two steps, so that the database sorts ids and not whole memories.
  @Override
  public void each(Owner owner, Set<Status> statuses, boolean vectors, Consumer<WholeMemory> each) {
    Query ordered =
        owned("memories_successors_first", owner)
            .bindList("statuses", statuses.stream().map(WireName::wireName).toList());
    sql.scan(
        ordered,
        row -> {
          var page = new ArrayList<UUID>(PAGE);
          while (row.next()) {
            page.add(row.id("id"));
            if (page.size() == PAGE) {
              handOver(owner.user(), page, vectors, each);
              page.clear();
            }
          }
          handOver(owner.user(), page, vectors, each);
          return each;
        });
  }

  private void handOver(UserId user, List<UUID> page, boolean vectors, Consumer<WholeMemory> each) {
    Map<MemoryId, WholeMemory> found = read(user, page, vectors ? space.id() : NO_SPACE);
    for (UUID id : page) {
      each.accept(found.get(new MemoryId(id)));
    }
  }

  @Override
  public Map<MemoryId, WholeMemory> find(UserId user, Collection<MemoryId> ids) {
    List<UUID> all = ids.stream().map(MemoryId::value).toList();
    var found = new HashMap<MemoryId, WholeMemory>();
    for (int from = 0; from < all.size(); from += PAGE) {
      List<UUID> page = all.subList(from, Math.min(all.size(), from + PAGE));
      found.putAll(read(user, page, NO_SPACE));
    }
    return found;
  }

  private Map<MemoryId, WholeMemory> read(UserId user, List<UUID> ids, long inSpace) {
    var found = new HashMap<MemoryId, WholeMemory>();
    if (ids.isEmpty()) {
      return found;
    }
    Query query =
        sql.query("whole_memories")
            .bind("user_id", user.value())
            .bind("space", inSpace)
            .bindList("ids", ids);
    return sql.scan(
        query,
        rows -> {
          MemoryMapper.each(
              rows,
              space.space(),
              SqlTransfer::whole,
              (memory, vector) -> found.put(memory.memory().id(), memory.with(vector)));
          return found;
        });
  }

  private static WholeMemory whole(Row row) throws SQLException {
    return new WholeMemory(
        MemoryMapper.memory(row),
        new Annotations(
            row.findText("title"),
            row.text("metadata"),
            row.text("filter_tags"),
            row.findText("source_id"),
            row.strings("related_memories"),
            row.findText("project"),
            row.findText("author"),
            row.findDecimal("emotional_score")),
        row.findMoment("deleted_at"),
        row.findMoment("accessed_at"),
        row.number("access_count"),
        Optional.empty(),
        embedded(row));
  }

  private static Optional<WholeMemory.Embedded> embedded(Row row) throws SQLException {
    Optional<Instant> at = row.findMoment("embedding_updated_at");
    return row.findText("embedding_model")
        .flatMap(model -> at.map(made -> new WholeMemory.Embedded(model, made)));
  }

  @Override
  public Map<ContentHash, Said> active(Owner owner, Collection<ContentHash> contents) {
    var found = new HashMap<ContentHash, Said>();
    if (contents.isEmpty()) {
      return found;
    }
    Query query =
        owned("active_contents", owner)
            .bindList("contents", contents.stream().map(ContentHash::hex).toList());
    return sql.scan(
        query,
        row -> {
          while (row.next()) {
            found.put(
                new ContentHash(row.text("content_hash")),
                new Said(new MemoryId(row.id("id")), row.findMoment("expires_at")));
          }
          return found;
        });
  }

  private Query owned(String name, Owner owner) {
    return sql.query(name)
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value());
  }
}
