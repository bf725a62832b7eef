package dev.keepsake.store.sql;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.IdempotencyKey;
import dev.keepsake.store.IdempotencyReads;
import dev.keepsake.store.IdempotentAnswer;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// Reads `idempotency_keys` on one connection.
class SqlIdempotency implements IdempotencyReads {
  final Sql sql;
  final UserId user;

  SqlIdempotency(Sql sql, UserId user) {
    this.sql = sql;
    this.user = user;
  }

  @Override
  public Optional<IdempotentAnswer> find(IdempotencyKey key, Instant now) {
    return keyed(sql.query("find_idempotent_answer"), key)
        .bind("now", now)
        .map(
            (row, _) -> new IdempotentAnswer(row.getString("fingerprint"), row.getString("answer")))
        .findOne();
  }

  <S extends SqlStatement<S>> S keyed(S statement, IdempotencyKey key) {
    return statement
        .bind("user_id", user.value())
        .bind("client_id", key.client().value())
        .bind("tool", key.tool())
        .bind("key", key.key());
  }
}
