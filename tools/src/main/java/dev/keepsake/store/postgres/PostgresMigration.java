package dev.keepsake.store.postgres;

import dev.keepsake.error.MemoryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// Makes and changes the tables, as their owner, and gives the servers' role what it may do. Can be
/// run again and again, and by several processes at once.
public final class PostgresMigration {
  /// The number of the newest file in `migrations/postgres`; a test holds the two together.
  static final int NEWEST = 8;

  private final NamedDatabase owner;
  private final String application;

  /// @param owner the database, with the role that owns its tables or will
  /// @param application the name of the role that servers use
  public PostgresMigration(PostgresUrl owner, String application) {
    this.owner = NamedDatabase.ofOwner(owner);
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
          .dataSource(owner.url().source())
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
    try (Connection connection = owner.connect()) {
      int version = PostgresCheck.version(connection);
      if (version > NEWEST) {
        throw owner.newer(version);
      }
      if (!roleExists(connection)) {
        throw owner.unusable(
            "there is no role \"%1$s\" for the servers: a superuser runs `create role \"%1$s\" login password '...'`, or KEEPSAKE_DATABASE_URL names another role."
                .formatted(application));
      }
      if (application.equals(connection.getMetaData().getUserName())) {
        throw owner.unusable(
            "the servers' role (KEEPSAKE_DATABASE_URL) is the owner's: give them one of their own,"
                + " else nothing would keep users apart but this program.");
      }
      return version;
    } catch (SQLException e) {
      throw owner.unusable(e);
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
    return cause instanceof SQLException sql
        ? owner.unusable(reason(sql), sql)
        : owner.unusable(reason(failure), failure);
  }

  private static String reason(FlywayException failure) {
    return failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
        ? "something is in it that Keepsake did not make: give Keepsake an empty database of its"
            + " own."
        : "the migrations do not fit what is in it (%s)."
            .formatted(
                String.join(" ", String.valueOf(failure.getMessage()).strip().split("\\s+")));
  }

  private String reason(SQLException failure) {
    String said = String.valueOf(failure.getMessage());
    if (said.contains("extension \"vector\"")) {
      return "it has no pgvector, and this role may not add it: install it on the server (Debian:"
          + " postgresql-NN-pgvector), then a superuser runs `create extension vector` in this"
          + " database.";
    }
    return PostgresFailure.state(failure).equals("42501")
        ? "its role may not make tables there (%s): name the database's owner in %s."
            .formatted(said.lines().findFirst().orElse(""), owner.variable())
        : PostgresAdvice.onUsing(failure, owner.variable());
  }
}
