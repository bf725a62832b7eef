package dev.keepsake.store.sql;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SweepReads;
import java.time.Instant;
import java.util.List;

/// Reads what is to be removed, on one connection.
class SqlSweep implements SweepReads {
  final Sql sql;
  final UserId user;

  SqlSweep(Sql sql, UserId user) {
    this.sql = sql;
    this.user = user;
  }

  @Override
  public List<Deleted> deleted(Instant before) {
    return sql.list(
        sql.query("deleted_memories").bind("user_id", user.value()).bind("before", before),
        row ->
            new Deleted(new Owner(user, new Scope(row.text("scope"))), new MemoryId(row.id("id"))));
  }
}
