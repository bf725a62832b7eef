package dev.keepsake.store;

import java.sql.Connection;
import java.sql.SQLException;

/// Words conditions and indexes of SQLite as Postgres words its own, by having Postgres make them
/// on a table that it has already, and rolling back.
record PostgresWording(Connection connection) {

  String check(String table, String condition) throws SQLException {
    return onCopy(
        table,
        "alter table only scratch.%s add constraint worded check %s".formatted(table, condition),
        "select pg_get_constraintdef(oid) from pg_constraint"
            + " where conname = 'worded' and connamespace = 'scratch'::regnamespace",
        "CHECK " + condition);
  }

  String index(String table, String name, String statement) throws SQLException {
    return onCopy(
        table,
        statement,
        "select pg_get_indexdef('scratch.%s'::regclass)".formatted(name),
        statement);
  }

  /// @param unworded what to answer where Postgres' table lacks a column of it
  private String onCopy(String table, String change, String question, String unworded)
      throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("create schema scratch");
      statement.execute("create table scratch.%1$s (like public.%1$s)".formatted(table));
      statement.execute("set local search_path = scratch, public");
      statement.execute(change);
      try (var row = statement.executeQuery(question)) {
        row.next();
        return row.getString(1).replace(" ON scratch.", " ON public.");
      }
    } catch (SQLException e) {
      return unworded + " (" + e.getMessage().lines().findFirst().orElse("") + ")";
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
