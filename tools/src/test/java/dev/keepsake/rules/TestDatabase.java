package dev.keepsake.rules;

import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.Embedder;
import dev.keepsake.store.sql.SqlStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The database behind a memory: opened as a server opens it, and looked at and meddled with from
/// outside, where no rule of the store holds.
///
/// SQL that both databases understand is given as it is; for the rest there is a method that says
/// what is meant.
abstract sealed class TestDatabase implements AutoCloseable permits DatabaseFile, DatabaseServer {
  /// Where Keepsake's other files are.
  private final Path folder;

  enum Kind {
    SQLITE("SQLite") {
      @Override
      TestDatabase make(Path folder) {
        return new DatabaseFile(folder);
      }
    },
    POSTGRES("Postgres") {
      @Override
      TestDatabase make(Path folder) {
        return DatabaseServer.make(folder);
      }
    };

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    /// A database without memories; a Postgres that can't be had shows the test as skipped.
    abstract TestDatabase make(Path folder);

    @Override
    public String toString() {
      return name;
    }
  }

  TestDatabase(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  abstract SqlStore openStore(SettableClock clock);

  TestMemory open(UnaryOperator<KeepsakeSettings> change, Embedder embedder, SettableClock clock) {
    return TestMemory.over(
        openStore(clock), change.apply(KeepsakeSettings.defaults(folder)), embedder, clock);
  }

  /// The same where the store may be searched with another model than the one that is set.
  TestMemory open(
      UnaryOperator<KeepsakeSettings> change, KeepsakeParts parts, SettableClock clock) {
    return TestMemory.over(
        openStore(clock),
        change.apply(KeepsakeSettings.defaults(folder)),
        parts,
        clock,
        Observers.none());
  }

  long count(String table) {
    return number("select count(*) from " + table);
  }

  long number(String query) {
    return Long.parseLong(rows(query).getFirst().values().iterator().next());
  }

  /// Every row by column name, null as "null", moments in microseconds since 1970.
  final List<Map<String, String>> rows(String query) {
    try (Visit visit = visit();
        var statement = visit.connection().createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<Map<String, String>>();
      var meta = result.getMetaData();
      while (result.next()) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          row.put(meta.getColumnLabel(i), String.valueOf(text(result, i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  final void run(String... statements) {
    try (Visit visit = visit();
        var statement = visit.connection().createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /// A connection, and what becomes of it after its use.
  interface Visit extends AutoCloseable {
    Connection connection();

    @Override
    void close() throws SQLException;
  }

  abstract Visit visit() throws SQLException;

  /// The value as SQLite would give it.
  abstract String text(ResultSet row, int column) throws SQLException;

  /// SQL for the moment in `column` and so much after it.
  abstract String later(String column, Duration by);

  /// SQL for a moment, which is a number of whole microseconds.
  abstract String at(Instant moment);

  /// Lets a memory expire so long after it was saved, and every index hear of it.
  final void expire(String id, Duration afterSaving) {
    run(
        "update user_state set revision = revision + 1",
        "update memory_items set expires_at = %s, revision = (select revision from user_state s where s.user_id = memory_items.user_id) where id = '%s'"
            .formatted(later("created_at", afterSaving), id));
  }

  /// What an intruder would do first.
  abstract void takeGuardsOffTheAuditTrail();

  /// From now on the database fails when a row is inserted into `table`, which has so many or more.
  abstract void failOnInsert(String table, int rows);

  /// From now on the database fails when a row of `table` is updated.
  abstract void failOnUpdate(String table);

  /// Takes back what was asked of [#failOnInsert] or [#failOnUpdate].
  abstract void failNoMore();

  /// Those of `texts` that are anywhere in what the database keeps: in a byte of its files, its log
  /// included, or in a dump.
  abstract List<String> kept(List<String> texts);

  @Override
  public abstract void close();
}
