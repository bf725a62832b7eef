package dev.keepsake.store.sql;

import dev.keepsake.audit.Checkpoint;
import dev.keepsake.audit.UserHead;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Checkpoints;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Reads and adds to `audit_checkpoints`. Thread-safe.
final class SqlCheckpoints implements Checkpoints {
  private final Database database;
  private final Dialect dialect;
  private final SqlFiles files;

  SqlCheckpoints(Database database, SqlFiles files, Dialect dialect) {
    this.database = database;
    this.files = files;
    this.dialect = dialect;
  }

  @Override
  public List<UserHead> heads(Instant since, Optional<UserId> after, int limit) {
    Optional<UUID> place = after.map(UserId::value);
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(
          sql.query("audit_heads").bind("since", since).bind("after", place).bind("limit", limit),
          row ->
              new UserHead(
                  new UserId(row.id("user_id")), row.number("audit_seq"), row.text("audit_head")));
    });
  }

  @Override
  public Optional<Checkpoint> last() {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(sql.query("last_checkpoint"), SqlCheckpoints::checkpoint).stream()
          .findFirst();
    });
  }

  @Override
  public Optional<Instant> lastAt() {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(sql.query("last_checkpoint_at"), row -> row.moment("taken_at")).stream()
          .findFirst();
    });
  }

  @Override
  public Optional<Checkpoint> find(long number) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql
          .list(sql.query("find_checkpoint").bind("number", number), SqlCheckpoints::checkpoint)
          .stream()
          .findFirst();
    });
  }

  @Override
  public void each(Consumer<Checkpoint> readable, Consumer<Long> unreadable) {
    boolean _ =
        database.read(handle -> {
          Sql sql = sql(handle);
          return sql.scan(
              sql.query("all_checkpoints"),
              row -> {
                while (row.next()) {
                  hand(row, readable, unreadable);
                }
                return true;
              });
        });
  }

  private static void hand(Row row, Consumer<Checkpoint> readable, Consumer<Long> unreadable)
      throws SQLException {
    Checkpoint checkpoint;
    try {
      checkpoint = checkpoint(row);
    } catch (IllegalArgumentException e) { // somebody changed it
      unreadable.accept(row.number("number"));
      return;
    }
    readable.accept(checkpoint);
  }

  @Override
  public boolean add(Checkpoint checkpoint) {
    return database.write(handle ->
        sql(handle)
                .update("insert_checkpoint")
                .bind("number", checkpoint.number())
                .bind("taken_at", checkpoint.at())
                .bind("prev_hash", checkpoint.previousHash())
                .bind(
                    "heads",
                    checkpoint.heads().stream()
                        .map(Checkpoint::line)
                        .collect(Collectors.joining("\n")))
                .bind("hash", checkpoint.hash())
                .bind("key_id", checkpoint.keyId())
                .bind("signature", checkpoint.signature())
                .execute()
            == 1);
  }

  private static Checkpoint checkpoint(Row row) throws SQLException {
    return new Checkpoint(
        row.number("number"),
        row.moment("taken_at"),
        row.text("prev_hash"),
        row.text("heads").lines().map(SqlCheckpoints::head).toList(),
        row.text("hash"),
        row.text("key_id"),
        row.text("signature"));
  }

  private static UserHead head(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("no head of a chain");
    }
    return new UserHead(new UserId(UUID.fromString(parts[0])), Long.parseLong(parts[1]), parts[2]);
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
