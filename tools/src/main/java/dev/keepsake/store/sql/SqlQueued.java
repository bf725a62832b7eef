package dev.keepsake.store.sql;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.QueuedReads;
import dev.keepsake.store.QueuedWrite;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// Reads `memory_writes` on one connection.
class SqlQueued implements QueuedReads {
  final Sql sql;

  SqlQueued(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<QueuedWrite> find(Owner owner, MemoryId id) {
    return list(owned(sql.query("find_queued_write"), owner).bind("id", id.value())).stream()
        .findFirst();
  }

  @Override
  public Optional<QueuedWrite> find(UserId user, MemoryId id) {
    return list(
            sql.query("find_users_queued_write")
                .bind("user_id", user.value())
                .bind("id", id.value()))
        .stream()
        .findFirst();
  }

  @Override
  public List<QueuedWrite> listWaiting(Owner owner, int limit) {
    return list(owned(sql.query("list_waiting_writes"), owner).bind("limit", limit));
  }

  <S extends SqlStatement<S>> S owned(S statement, Owner owner) {
    return statement.bind("user_id", owner.user().value()).bind("scope", owner.scope().value());
  }

  private List<QueuedWrite> list(Query query) {
    return sql.list(query, QueuedMapper::queued);
  }
}
