package dev.keepsake.store.sql;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SweepRows;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Removes rows on the connection of a write transaction.
final class SqlSweepRows extends SqlSweep implements SweepRows {
  private final Moment moment;

  SqlSweepRows(Sql sql, UserId user, Moment moment) {
    super(sql, user);
    this.moment = moment;
  }

  @Override
  public void purge(Owner owner, Collection<MemoryId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    moment.raiseEpoch();
    PreparedBatch vectors = sql.batch("purge_embeddings");
    PreparedBatch rows = sql.batch("purge_memory");
    for (MemoryId id : ids) {
      moment.changed(id);
      vectors.bind("user_id", user.value()).bind("id", id.value()).add();
      rows.bind("user_id", user.value())
          .bind("scope", owner.scope().value())
          .bind("id", id.value())
          .add();
    }
    vectors.execute();
    for (int removed : rows.execute()) {
      if (removed != 1) {
        throw new IllegalStateException("a memory to be purged was not as it had been read");
      }
    }
  }

  @Override
  public int removeExpiredAnswers() {
    return sql.update("delete_expired_answers")
        .bind("user_id", user.value())
        .bind("at", moment.at())
        .execute();
  }

  @Override
  public int removeClosedConfirmations(Instant before) {
    return sql.update("delete_closed_pending")
        .bind("user_id", user.value())
        .bind("before", before)
        .execute();
  }

  @Override
  public int removeFinishedWrites(Instant before) {
    return sql.update("delete_finished_writes")
        .bind("user_id", user.value())
        .bind("before", before)
        .execute();
  }
}
