package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.WholeStore.Contents;
import dev.keepsake.store.WholeStore.UserHead;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Reads a database file through, of this version or an older one: the statements here are about
/// the file and not about memories, and so have no form for another database.
final class Inspection {
  private final Connection connection;

  private Inspection(Connection connection) {
    this.connection = connection;
  }

  /// @throws MemoryException with `BACKUP_UNUSABLE` if it is damaged, or none of ours
  static Contents of(Path file) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = source.getConnection()) {
      return new Inspection(connection).contents();
    } catch (SQLException e) {
      throw new MemoryException(
          ErrorCode.BACKUP_UNUSABLE,
          "The copy of the store cannot be read (" + SqliteFailure.meaning(e) + ").",
          e);
    }
  }

  private Contents contents() throws SQLException {
    if (number("pragma application_id") != SqliteFile.APPLICATION) {
      throw unusable("it is no database of Keepsake");
    }
    String found = texts("pragma integrity_check(1)").getFirst();
    if (!found.equals("ok")) {
      throw unusable("the file is damaged: " + found);
    }
    if (!texts("pragma foreign_key_check").isEmpty()) {
      throw unusable("rows refer to others that are not there");
    }
    return new Contents(
        Math.toIntExact(number("pragma user_version")),
        tables(),
        numbers("select status, count(*) from memory_items group by status"),
        heads());
  }

  private static MemoryException unusable(String why) {
    return new MemoryException(
        ErrorCode.BACKUP_UNUSABLE, "The copy of the store is not sound: " + why + ".");
  }

  private SortedMap<String, Long> tables() throws SQLException {
    var rows = new TreeMap<String, Long>();
    for (String table :
        texts("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")) {
      String quoted = "\"" + table.replace("\"", "\"\"") + "\"";
      rows.putAll(numbers("select '" + table.replace("'", "''") + "', count(*) from " + quoted));
    }
    return rows;
  }

  private List<UserHead> heads() throws SQLException {
    var heads = new ArrayList<UserHead>();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select user_id, audit_seq, audit_head from user_state order by user_id")) {
      while (row.next()) {
        heads.add(
            new UserHead(
                new UserId(UUID.fromString(row.getString(1))), row.getLong(2), row.getString(3)));
      }
    }
    return heads;
  }

  private List<String> texts(String query) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  private long number(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  private SortedMap<String, Long> numbers(String query) throws SQLException {
    var numbers = new TreeMap<String, Long>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      while (row.next()) {
        numbers.put(row.getString(1), row.getLong(2));
      }
    }
    return numbers;
  }
}
