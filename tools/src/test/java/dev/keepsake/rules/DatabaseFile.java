package dev.keepsake.rules;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The database behind a memory, looked at and meddled with from outside.
final class DatabaseFile {
  private final String url;

  DatabaseFile(Path folder) {
    this("jdbc:sqlite:" + folder.resolve("keepsake.db"));
  }

  /// @param url of JDBC
  DatabaseFile(String url) {
    this.url = url;
  }

  long count(String table) {
    return number("select count(*) from " + table);
  }

  long number(String query) {
    return Long.parseLong(rows(query).getFirst().values().iterator().next());
  }

  /// Every row by column name, null as "null".
  List<Map<String, String>> rows(String query) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<Map<String, String>>();
      var meta = result.getMetaData();
      while (result.next()) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          row.put(meta.getColumnLabel(i), String.valueOf(result.getString(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  void run(String... statements) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /// What an intruder would do first.
  void takeGuardsOffTheAuditTrail() {
    run(
        "drop trigger memory_write_events_no_update",
        "drop trigger memory_write_events_no_delete",
        "drop trigger memory_write_events_no_replace");
  }
}
