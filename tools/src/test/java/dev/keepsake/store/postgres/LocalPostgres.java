package dev.keepsake.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/// An empty database of a test's own, on the one throw-away Postgres that all tests of this JVM
/// share. Closing it drops the database; the server goes with the JVM.
///
/// A Postgres with pgvector is looked for in the folder that the system property `keepsake.pg.bin`
/// or the environment's `KEEPSAKE_PG_BIN` names (then nowhere else), in `.dev/pg`, in the usual
/// places of Linux and Homebrew, and on the `PATH`. Where there is none, `.ci/pg-prepare` is asked
/// to make one; where that can't be, and Docker runs, a container has it.
public final class LocalPostgres implements AutoCloseable {
  /// The role that owns the tables of a migrated database.
  public static final String OWNER = "keepsake_owner";

  /// The role that servers use.
  public static final String APPLICATION = "keepsake_app";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final PostgresServer server;
  private final String database;

  private LocalPostgres(PostgresServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /// Shows the calling test as skipped, with what would help, where no server can be had.
  public static LocalPostgres start() throws SQLException {
    return create("");
  }

  /// The same with the tables of this version, and a role each for their owner and for servers.
  public static LocalPostgres migrated() throws SQLException {
    return create(" template " + Template.name() + " owner " + OWNER);
  }

  /// All of it, as `pg_dump` writes it for the superuser.
  public String dump() {
    try {
      return switch (PostgresPrograms.find()) {
        case PostgresPrograms.None(var advice) -> Assumptions.abort(advice);
        case PostgresPrograms.In(var bin) -> {
          String url = jdbcUrl().replaceFirst("^jdbc:", "");
          Command dumped = Command.run(bin.resolve("pg_dump").toString(), "--dbname=" + url);
          if (!dumped.succeeded()) {
            throw new IllegalStateException(dumped.output());
          }
          yield dumped.output();
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalPostgres create(String options) throws SQLException {
    var made = new LocalPostgres(PostgresServer.shared(), "keepsake_" + COUNT.incrementAndGet());
    made.administer("create database " + made.database + options);
    return made;
  }

  /// Migrated once: what that costs is not what most tests ask.
  private static final class Template {
    private static final LocalPostgres MADE = make();

    static String name() {
      return MADE.database;
    }

    private static LocalPostgres make() {
      try {
        LocalPostgres empty = create(" owner " + OWNER);
        empty.execute("create extension vector");
        new PostgresMigration(PostgresUrl.parse(empty.ownerUrl()), APPLICATION).run();
        return empty;
      } catch (SQLException e) {
        throw new IllegalStateException("the template could not be made", e);
      }
    }
  }

  public String ownerUrl() {
    return server.jdbcUrl(database, OWNER);
  }

  public String applicationUrl() {
    return server.jdbcUrl(database, APPLICATION);
  }

  /// As the superuser, to whom no guard applies.
  public void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
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
