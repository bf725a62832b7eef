package dev.keepsake.job;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A database looked at and meddled with from outside.
///
/// @param url with the rights to everything
record Rows(String url) {

  /// Every row, its columns joined by blanks.
  List<String> of(String query) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join(" ", row));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  long count(String table) {
    return Long.parseLong(of("select count(*) from " + table).getFirst());
  }

  void run(String change) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(change);
    } catch (SQLException e) {
      throw new IllegalStateException(change, e);
    }
  }
}
