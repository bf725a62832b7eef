package dev.keepsake.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a SQLite schema promises, in the same lines as [PostgresFacts].
final class SqliteFacts {
  private final Connection connection;
  private final PostgresWording wording;
  private final SortedSet<String> facts = new TreeSet<>();

  private SqliteFacts(Connection connection, PostgresWording wording) {
    this.connection = connection;
    this.wording = wording;
  }

  static SortedSet<String> read(Connection connection, PostgresWording wording)
      throws SQLException {
    var facts = new SqliteFacts(connection, wording);
    for (Row table :
        facts.rows(
            "select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
                + " and name <> 'flyway_schema_history'")) {
      facts.columns(table.text("name"));
      facts.indexes(table.text("name"));
      facts.foreignKeys(table.text("name"), table.text("sql"));
      facts.checks(table.text("name"), table.text("sql"));
    }
    return facts.facts;
  }

  private void columns(String table) throws SQLException {
    SortedMap<Integer, String> key = new TreeMap<>();
    for (Row row : rows("select * from pragma_table_info('%s')".formatted(table))) {
      String column = row.text("name");
      String kind = ColumnKind.describeSqlite(table, column, row.text("type"));
      facts.add(SchemaFact.column(table, column, kind, row.number("notnull") == 0));
      if (row.number("pk") > 0) {
        key.put(row.number("pk"), column);
      }
    }
    facts.add(SchemaFact.primaryKey(table, List.copyOf(key.values())));
  }

  private void indexes(String table) throws SQLException {
    String all =
        "select i.name, i.origin, s.sql from pragma_index_list('%s') i"
            + " join sqlite_schema s on s.name = i.name";
    for (Row row : rows(all.formatted(table))) {
      String name = row.text("name");
      switch (row.text("origin")) {
        case "u" -> facts.add(SchemaFact.unique(table, columnsOf(name)));
        case "c" -> facts.add(SchemaFact.index(table, wording.index(table, name, row.text("sql"))));
        default -> {} // the primary key, which the columns tell
      }
    }
  }

  private List<String> columnsOf(String index) throws SQLException {
    return rows("select name from pragma_index_info('%s') order by seqno".formatted(index)).stream()
        .map(row -> row.text("name"))
        .toList();
  }

  /// Whether a key is deferred, SQLite tells only as part of the statement that made the table.
  private void foreignKeys(String table, String statement) throws SQLException {
    SortedMap<Integer, List<Row>> keys = new TreeMap<>();
    String all = "select * from pragma_foreign_key_list('%s') order by seq";
    for (Row row : rows(all.formatted(table))) {
      keys.computeIfAbsent(row.number("id"), _ -> new ArrayList<>()).add(row);
    }
    for (List<Row> key : keys.values()) {
      String onDelete = key.getFirst().text("on_delete");
      facts.add(
          SchemaFact.foreignKey(
              table,
              key.stream().map(row -> row.text("from")).toList(),
              key.getFirst().text("table"),
              key.stream().map(row -> row.text("to")).toList(),
              (onDelete.equals("NO ACTION") ? "" : " ON DELETE " + onDelete)
                  + deferral(statement, key)));
    }
  }

  private static String deferral(String statement, List<Row> key) {
    String columns = String.join(", ", key.stream().map(row -> row.text("from")).toList());
    boolean deferred =
        statement
            .lines()
            .filter(line -> line.contains("foreign key (" + columns + ")"))
            .anyMatch(line -> line.contains("deferrable initially deferred"));
    return deferred ? " DEFERRABLE INITIALLY DEFERRED" : "";
  }

  /// SQLite tells checks only as part of the statement that made the table.
  private void checks(String table, String statement) throws SQLException {
    for (int at = statement.indexOf("check (");
        at >= 0;
        at = statement.indexOf("check (", at + 1)) {
      int open = statement.indexOf('(', at);
      String condition = statement.substring(open, closing(statement, open) + 1);
      facts.add(SchemaFact.constraint(table, wording.check(table, condition)));
    }
  }

  private static int closing(String statement, int open) {
    int depth = 0;
    int at = open;
    do {
      depth += statement.charAt(at) == '(' ? 1 : statement.charAt(at) == ')' ? -1 : 0;
      at++;
    } while (depth > 0);
    return at - 1;
  }

  private List<Row> rows(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      var rows = new ArrayList<Row>();
      var meta = found.getMetaData();
      while (found.next()) {
        var values = new TreeMap<String, String>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          values.put(meta.getColumnLabel(i), String.valueOf(found.getString(i)));
        }
        rows.add(new Row(values));
      }
      return rows;
    }
  }

  private record Row(SortedMap<String, String> values) {
    String text(String column) {
      return values.get(column);
    }

    int number(String column) {
      return Integer.parseInt(text(column));
    }
  }
}
