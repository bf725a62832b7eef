package dev.keepsake.store.postgres;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// Makes and changes the tables, as their owner, and gives the servers' role what it may do. Can be
/// run again and again, and by several processes at once.
public final class PostgresMigration {
  /// The number of the newest file in `migrations/postgres`; a test holds the two together.
  static final int NEWEST = 2;

  private final PostgresUrl owner;
  private final String application;

  /// @param owner the database, with the role that owns its tables or will
  /// @param application the name of the role that servers use
  public PostgresMigration(PostgresUrl owner, String application) {
    this.owner = owner;
    this.application = application;
  }

  /// What was done.
  ///
  /// @param before version of the tables; 0 if there were none
  public record Outcome(int before, int after) {}

  /// @throws MemoryException with `STORE_UNAVAILABLE` if the tables can't be made; the message says
  ///   what to do
  public Outcome run() {
    int before = requireRole();
    try {
      Flyway.configure()
          .dataSource(owner.source())
          .locations("classpath:migrations/postgres")
          .placeholders(Map.of("application", application))
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw refusal(e);
    }
    return new Outcome(before, NEWEST);
  }

  private int requireRole() {
    try (Connection connection = PostgresStore.connect(owner)) {
      int version = PostgresCheck.version(connection);
      if (version > NEWEST) {
        throw new MemoryException(
            ErrorCode.STORE_OUTDATED,
            "The database %s is of version %d, and this program knows %d: update the program."
                .formatted(owner, version, NEWEST));
      }
      if (!roleExists(connection)) {
        throw PostgresStore.unusable(
            owner,
            "there is no role \"%1$s\" for the servers: a superuser runs `create role \"%1$s\" login password '...'`, or KEEPSAKE_DATABASE_URL names another role."
                .formatted(application));
      }
      if (application.equals(connection.getMetaData().getUserName())) {
        throw PostgresStore.unusable(
            owner,
            "the servers' role (KEEPSAKE_DATABASE_URL) is the owner's: give them one of their own,"
                + " else nothing would keep users apart but this program.");
      }
      return version;
    } catch (SQLException e) {
      throw PostgresStore.unusable(owner, PostgresAdvice.onConnecting(e, "database_owner_url"), e);
    }
  }

  private boolean roleExists(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
      statement.setString(1, application);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private MemoryException refusal(FlywayException failure) {
    @Nullable Throwable cause = failure;
    while (cause != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    if (!(cause instanceof SQLException sql)) {
      return new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "The migrations do not fit the database %s: %s"
              .formatted(owner, String.valueOf(failure.getMessage()).strip()),
          failure);
    }
    String said = String.valueOf(sql.getMessage());
    String reason =
        said.contains("extension \"vector\"")
            ? "it has no pgvector, and this role may not add it: install it on the server (Debian:"
                + " postgresql-NN-pgvector), then a superuser runs `create extension vector` in"
                + " this database."
            : PostgresFailure.state(sql).equals("42501")
                ? "its role may not make tables there (%s): name the database's owner in KEEPSAKE_DATABASE_OWNER_URL."
                    .formatted(said.lines().findFirst().orElse(""))
                : PostgresAdvice.onConnecting(sql, "database_owner_url");
    return PostgresStore.unusable(owner, reason, sql);
  }
}
