package dev.keepsake.store.sql;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.IdempotencyKey;
import dev.keepsake.store.IdempotencyRows;
import dev.keepsake.store.IdempotentAnswer;
import java.time.Instant;

/// Adds to `idempotency_keys` on the connection of a write transaction.
final class SqlIdempotencyRows extends SqlIdempotency implements IdempotencyRows {
  private final Instant at;

  SqlIdempotencyRows(Sql sql, UserId user, Instant at) {
    super(sql, user);
    this.at = at;
  }

  @Override
  public void insert(IdempotencyKey key, IdempotentAnswer answer, Instant expires) {
    sql.update("delete_expired_answers").bind("user_id", user.value()).bind("at", at).execute();
    keyed(sql.update("insert_idempotent_answer"), key)
        .bind("fingerprint", answer.fingerprint())
        .bind("answer", answer.answer())
        .bind("at", at)
        .bind("expires_at", expires)
        .execute();
  }
}
