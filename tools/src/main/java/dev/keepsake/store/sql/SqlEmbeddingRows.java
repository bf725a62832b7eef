package dev.keepsake.store.sql;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.EmbeddingRows;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// Changes the state of vectors in `memory_items` on the connection of a write transaction.
record SqlEmbeddingRows(Sql sql, Moment moment) implements EmbeddingRows {

  @Override
  public Optional<Integer> failedAttempts(Owner owner, MemoryId id, Instant lease) {
    return claimed(sql.query("find_embedding_attempts"), owner, id, lease)
        .mapTo(Integer.class)
        .findOne();
  }

  @Override
  public void end(Owner owner, MemoryId id, Instant lease, Turn turn) {
    claimed(sql.update("end_embedding_claim"), owner, id, lease)
        .bind("embedding_status", turn.status().wireName())
        .bind("attempts", turn.failedAttempts())
        .bind("next", turn.next())
        .bind("revision", moment.nextRevision())
        .execute();
  }

  @Override
  public void begin(Owner owner, MemoryId id, Turn turn) {
    owned(sql.update("begin_embedding"), owner, id)
        .bind("embedding_status", turn.status().wireName())
        .bind("attempts", turn.failedAttempts())
        .bind("next", turn.next())
        .bind("revision", moment.nextRevision())
        .execute();
  }

  private static <S extends SqlStatement<S>> S claimed(
      S statement, Owner owner, MemoryId id, Instant lease) {
    return owned(statement, owner, id).bind("lease", lease);
  }

  private static <S extends SqlStatement<S>> S owned(S statement, Owner owner, MemoryId id) {
    return statement
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value())
        .bind("id", id.value());
  }
}
