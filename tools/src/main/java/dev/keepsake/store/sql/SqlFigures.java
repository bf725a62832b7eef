package dev.keepsake.store.sql;

import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.store.Figures;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Counts in the database, each answer at one moment of it. Thread-safe.
public final class SqlFigures implements Figures {
  private final Database database;
  private final Dialect dialect;
  private final SqlFiles files;

  public SqlFigures(Database database, Dialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.files = new SqlFiles(dialect);
  }

  @Override
  public All all(Instant since) {
    return database.read(handle -> all(sql(handle), since));
  }

  private static All all(Sql sql, Instant since) {
    long users = number(sql, "count_users", "users");
    long bytes = number(sql, "database_bytes", "bytes");
    List<Count> memories = sql.list(sql.query("memory_counts"), SqlFigures::count);
    return sql.scan(
        sql.query("event_figures").bind("since", since),
        row -> {
          row.next();
          return new All(
              users,
              memories,
              bytes,
              row.number("events"),
              row.findMoment("last_at"),
              row.number("stored"),
              row.missing("save_millis")
                  ? Optional.empty()
                  : Optional.of(row.decimal("save_millis")));
        });
  }

  private static Count count(Row row) throws SQLException {
    return new Count(
        row.word("status", Status.class),
        row.word("memory_type", MemoryType.class),
        row.number("found"));
  }

  private static long number(Sql sql, String query, String column) {
    return sql.scan(
        sql.query(query),
        row -> {
          row.next();
          return row.number(column);
        });
  }

  @Override
  public OfOwner of(Owner owner, Instant now) {
    return database.readAs(
        owner.user(),
        handle -> {
          Sql sql = sql(handle);
          return sql.scan(
              sql.query("owner_figures")
                  .bind("user_id", owner.user().value())
                  .bind("scope", owner.scope().value())
                  .bind("now", now),
              row -> {
                row.next();
                return new OfOwner(
                    row.number("memories"),
                    row.number("active"),
                    row.findMoment("last_at"),
                    row.number("waiting"));
              });
        });
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
