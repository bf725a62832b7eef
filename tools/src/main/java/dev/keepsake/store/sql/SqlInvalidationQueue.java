package dev.keepsake.store.sql;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Invalidation;
import dev.keepsake.store.InvalidationQueue;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Rows of `cache_invalidations`. Thread-safe.
final class SqlInvalidationQueue implements InvalidationQueue {
  private final Database database;
  private final Dialect dialect;
  private final SqlFiles files;

  SqlInvalidationQueue(Database database, Dialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.files = new SqlFiles(dialect);
  }

  @Override
  public List<Invalidation> untold(Instant before, int limit) {
    return database.read(handle -> {
      var sql = new Sql(handle, files, dialect);
      return sql.scan(
          sql.query("untold_invalidations").bind("before", before).bind("limit", limit),
          SqlInvalidationQueue::list);
    });
  }

  private static List<Invalidation> list(Row row) throws SQLException {
    var found = new ArrayList<Invalidation>();
    while (row.next()) {
      found.add(
          new Invalidation(
              new UserId(row.id("user_id")),
              new MemoryId(row.id("memory_id")),
              row.number("revision")));
    }
    return found;
  }

  @Override
  public void told(Invalidation invalidation) {
    database.writeAs(
        invalidation.user(),
        handle ->
            new Sql(handle, files, dialect)
                .update("delete_invalidation")
                .bind("user_id", invalidation.user().value())
                .bind("memory_id", invalidation.memory().value())
                .bind("revision", invalidation.revision())
                .execute());
  }
}
