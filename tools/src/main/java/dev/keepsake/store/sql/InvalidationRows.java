package dev.keepsake.store.sql;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.Invalidation;
import dev.keepsake.store.Invalidation.Kind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/// Rows of `cache_invalidations` on one connection.
record InvalidationRows(Sql sql) {
  void insert(List<Invalidation> changes, Instant at) {
    PreparedBatch rows = sql.batch("insert_invalidation");
    for (Invalidation change : changes) {
      bound(rows, change).bind("kind", change.kind().wireName()).bind("at", at).add();
    }
    rows.execute();
  }

  /// One row for each user will do: who is told of the newest knows of the others.
  void renew(Invalidation lists, Instant at) {
    if (bound(sql.update("renew_invalidation"), lists).bind("at", at).execute() == 0) {
      insert(List.of(lists), at);
    }
  }

  void told(Invalidation change, Instant at) {
    bound(sql.update("update_invalidation"), change).bind("at", at).execute();
  }

  void remove(Invalidation change) {
    bound(sql.update("delete_invalidation"), change).execute();
  }

  List<Invalidation> untold(Instant before, Instant told, int limit) {
    return sql.list(
        sql.query("untold_invalidations")
            .bind("before", before)
            .bind("told", told)
            .bind("limit", limit),
        InvalidationRows::read);
  }

  private static Invalidation read(Row row) throws SQLException {
    return new Invalidation(
        new UserId(row.id("user_id")),
        row.word("kind", Kind.class),
        row.id("memory_id"),
        row.number("revision"));
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Invalidation change) {
    return statement
        .bind("user_id", change.user().value())
        .bind("memory_id", change.id())
        .bind("revision", change.revision());
  }
}
