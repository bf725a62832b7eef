package dev.keepsake.store.sql;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.PendingReads;
import dev.keepsake.store.PendingWrite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// Reads `pending_confirmations` on one connection.
class SqlPending implements PendingReads {
  final Sql sql;

  SqlPending(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<PendingWrite> findOpen(Owner owner, ContentHash content) {
    return list(owned("find_open_pending", owner).bind("content_hash", content.hex())).stream()
        .findFirst();
  }

  @Override
  public Optional<PendingWrite> find(Owner owner, PendingId id) {
    return list(owned("find_pending", owner).bind("id", id.value())).stream().findFirst();
  }

  @Override
  public Optional<PendingWrite> find(UserId user, PendingId id) {
    return list(
            sql.query("find_users_pending").bind("user_id", user.value()).bind("id", id.value()))
        .stream()
        .findFirst();
  }

  @Override
  public List<PendingWrite> listOpen(Owner owner, Instant now, int limit) {
    return list(owned("list_open_pending", owner).bind("now", now).bind("limit", limit));
  }

  @Override
  public long countOpen(Owner owner, Instant now) {
    return owned("count_open_pending", owner).bind("now", now).mapTo(Long.class).one();
  }

  private Query owned(String name, Owner owner) {
    return sql.query(name)
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value());
  }

  private List<PendingWrite> list(Query query) {
    return sql.list(query, PendingMapper::pending);
  }
}
