package dev.keepsake.store.sql;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.RawRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/// Changes `raw_memory` on the connection of a write transaction.
final class SqlRawRows extends SqlRaw implements RawRows {
  private final Moment moment;

  SqlRawRows(Sql sql, UserId user, Moment moment) {
    super(sql, user);
    this.moment = moment;
  }

  @Override
  public void insert(RawMemory memory, ClientId client) {
    if (isTaken(memory.owner(), memory.id())) {
      throw new MemoryException(ErrorCode.INTERNAL, "A raw memory of this id is there already.");
    }
    written(sql.update("insert_raw_memory"), memory, client)
        .bind("organization_id", moment.organization())
        .bind("scope", memory.owner().scope().value())
        .bind("occurred_at", memory.occurredAt())
        .bind("created_at", memory.createdAt())
        .execute();
  }

  @Override
  public void update(RawMemory memory, ClientId client) {
    moment.changed(memory.id());
    int updated =
        written(sql.update("update_raw_memory"), memory, client)
            .bind("scope", memory.owner().scope().value())
            .execute();
    if (updated != 1) {
      throw new IllegalStateException("a raw memory to be changed was not as it had been read");
    }
  }

  private static <S extends SqlStatement<S>> S written(
      S statement, RawMemory memory, ClientId client) {
    Map<String, String> lastModify =
        new TreeMap<>(
            Map.of(
                "timestamp",
                memory.updatedAt().toString(),
                "operation",
                memory.change().wireName()));
    return statement
        .bind("user_id", memory.owner().user().value())
        .bind("id", memory.id().value())
        .bind("context", memory.context())
        .bind("filter_tags", memory.filterTags())
        .bind("last_modify", Row.json(lastModify))
        .bind("updated_at", memory.updatedAt())
        .bind("client_id", client.value());
  }

  @Override
  public boolean delete(Owner owner, RawMemoryId id) {
    int deleted =
        sql.update("delete_raw_memory")
            .bind("user_id", owner.user().value())
            .bind("scope", owner.scope().value())
            .bind("id", id.value())
            .execute();
    if (deleted > 0) {
      moment.changed(id);
    }
    return deleted > 0;
  }

  @Override
  public int removeOld(Instant before, int limit) {
    List<RawMemoryId> gone =
        sql.list(
            sql.query("remove_old_raw_memories")
                .bind("user_id", user.value())
                .bind("before", before)
                .bind("limit", limit),
            row -> new RawMemoryId(row.id("id")));
    gone.forEach(moment::changed);
    return gone.size();
  }
}
