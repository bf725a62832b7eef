package dev.keepsake.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a Postgres schema promises, a line for each column, constraint and index, in the words of
/// Postgres itself.
final class PostgresFacts {
  private static final String COLUMNS =
      """
      select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and a.attnum > 0 and not a.attisdropped and c.relname <> 'flyway_schema_history'
      """;
  private static final String CONSTRAINTS =
      """
      select c.relname, pg_get_constraintdef(k.oid)
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'c')
        and c.relname <> 'flyway_schema_history'
      """;
  private static final String INDEXES =
      """
      select c.relname, pg_get_indexdef(i.indexrelid)
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and c.relname <> 'flyway_schema_history'
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
      """;

  private PostgresFacts() {}

  static SortedSet<String> read(Connection connection) throws SQLException {
    var facts = new TreeSet<String>();
    try (var statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(COLUMNS)) {
        while (rows.next()) {
          String table = rows.getString(1);
          String column = rows.getString(2);
          String kind = ColumnKind.describePostgres(table, column, rows.getString(3));
          facts.add(SchemaFact.column(table, column, kind, !rows.getBoolean(4)));
        }
      }
      try (ResultSet rows = statement.executeQuery(CONSTRAINTS)) {
        while (rows.next()) {
          facts.add(SchemaFact.constraint(rows.getString(1), rows.getString(2)));
        }
      }
      try (ResultSet rows = statement.executeQuery(INDEXES)) {
        while (rows.next()) {
          facts.add(SchemaFact.index(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return facts;
  }
}
