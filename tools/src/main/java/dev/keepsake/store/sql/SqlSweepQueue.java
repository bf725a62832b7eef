package dev.keepsake.store.sql;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.SweepQueue;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;

/// Looks over all users for what is to be removed; ids only. Thread-safe.
final class SqlSweepQueue implements SweepQueue {
  private final Database database;
  private final Dialect dialect;
  private final SqlFiles files;

  SqlSweepQueue(Database database, Dialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.files = new SqlFiles(dialect);
  }

  @Override
  public List<MemoryKey> expired(Instant now, int limit) {
    return list(
        sql -> sql.query("expired_memories").bind("now", now).bind("limit", limit),
        row -> new MemoryKey(user(row), new MemoryId(row.id("id"))));
  }

  @Override
  public List<UserId> withDeleted(Instant before, Optional<UserId> after, int limit) {
    return list(
        sql ->
            sql.query("users_to_purge")
                .bind("before", before)
                .bind("after", after.map(UserId::value))
                .bind("limit", limit),
        SqlSweepQueue::user);
  }

  @Override
  public List<UserId> withOldRows(Instant now, Instant finishedBefore, int limit) {
    return list(
        sql ->
            sql.query("users_with_old_rows")
                .bind("now", now)
                .bind("finished_before", finishedBefore)
                .bind("limit", limit),
        SqlSweepQueue::user);
  }

  @Override
  public List<UserId> withOldRaw(Instant before, Optional<UserId> after, int limit) {
    return list(
        sql ->
            sql.query("users_with_old_raw_memories")
                .bind("before", before)
                .bind("after", after.map(UserId::value))
                .bind("limit", limit),
        SqlSweepQueue::user);
  }

  @Override
  public long countOldRaw(Instant before) {
    return list(
            sql -> sql.query("count_old_raw_memories").bind("before", before),
            row -> row.number("found"))
        .getFirst();
  }

  @Override
  public List<UserId> withOldConversations(Instant before, Optional<UserId> after, int limit) {
    return list(
        sql ->
            sql.query("users_with_old_conversations")
                .bind("before", before)
                .bind("after", after.map(UserId::value))
                .bind("limit", limit),
        SqlSweepQueue::user);
  }

  @Override
  public List<UserId> withLongConversations(
      Instant before, int kept, Optional<UserId> after, int limit) {
    return list(
        sql ->
            sql.query("users_with_long_conversations")
                .bind("before", before)
                .bind("kept", kept)
                .bind("after", after.map(UserId::value))
                .bind("limit", limit),
        SqlSweepQueue::user);
  }

  private static UserId user(Row row) throws SQLException {
    return new UserId(row.id("user_id"));
  }

  private <K> List<K> list(Function<Sql, Query> query, Sql.Scanner<K> each) {
    return database.read(handle -> {
      var sql = new Sql(handle, files, dialect);
      return sql.list(query.apply(sql), each);
    });
  }
}
