package dev.keepsake.store.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// An empty database of a test's own, on the one throw-away Postgres that all tests of this JVM
/// share. Closing it drops the database; the server goes with the JVM.
///
/// A Postgres with pgvector is looked for in the folder that the system property `keepsake.pg.bin`
/// or the environment's `KEEPSAKE_PG_BIN` names (then nowhere else), in `.dev/pg`, in the usual
/// places of Linux and Homebrew, and on the `PATH`. Where there is none, `.ci/pg-prepare` is asked
/// to make one.
public final class LocalPostgres implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final PostgresServer server;
  private final String database;

  private LocalPostgres(PostgresServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /// Shows the calling test as skipped, with what would help, where no server can be had.
  public static LocalPostgres start() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    var made = new LocalPostgres(server, "keepsake_" + COUNT.incrementAndGet());
    made.administer("create database " + made.database);
    return made;
  }

  /// With the superuser's name and password in it.
  public String jdbcUrl() {
    return server.jdbcUrl(database);
  }

  @Override
  public void close() throws SQLException {
    administer("drop database " + database + " with (force)");
  }

  private void administer(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
