package dev.keepsake.store.postgres;

import dev.keepsake.error.MemoryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Looks whether a server can work on a database, before it does. Changes nothing.
final class PostgresCheck {
  /// The first with views that heed the rows that their reader may see.
  private static final int OLDEST = 15;

  /// After so many runs the driver has the server keep a statement by a name, which a pooler that
  /// hands out connections by the transaction may not know.
  private static final int RUNS_UNTIL_KEPT = 6;

  private static final String MIGRATE =
      "run `keepsake migrate` with KEEPSAKE_DATABASE_OWNER_URL set to the owner of its tables.";

  private final NamedDatabase database;

  PostgresCheck(PostgresUrl url) {
    this.database = NamedDatabase.ofServers(url);
  }

  /// @throws MemoryException if it can't; the message says what to do
  void run() {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      requireTransactions(connection);
      requireServer(connection);
      requireWritable(connection);
      requireVersion(connection);
      requireBoundRole(connection);
      requireRights(connection);
      requireNoMoreRights(connection);
      connection.rollback();
      requireKeptStatements(connection);
    } catch (SQLException e) {
      throw database.unusable(e);
    }
  }

  private void requireServer(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST) {
      throw database.unusable(
          "it is Postgres %d, and %d or newer is needed.".formatted(version, OLDEST));
    }
    if (!flag(connection, "select exists (select 1 from pg_extension where extname = 'vector')")) {
      throw database.unusable(
          "it has no pgvector: a superuser runs `create extension vector` in it (Debian's package"
              + " is postgresql-%d-pgvector); then ".formatted(version)
              + MIGRATE);
    }
  }

  private void requireWritable(Connection connection) throws SQLException {
    if (flag(connection, "select current_setting('transaction_read_only') = 'on'")) {
      throw database.unusable(PostgresAdvice.READ_ONLY);
    }
  }

  private void requireVersion(Connection connection) throws SQLException {
    int newest = PostgresMigration.NEWEST;
    int found = version(connection);
    if (found > newest) {
      throw database.newer(found);
    }
    if (found < newest) {
      String state = found == 0 ? "it has no tables yet" : "its tables are of version " + found;
      throw database.unusable(
          "%s, and this program needs version %d: %s".formatted(state, newest, MIGRATE));
    }
  }

  static int version(Connection connection) throws SQLException {
    if (!flag(connection, "select to_regclass('flyway_schema_history') is not null")) {
      return 0;
    }
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select coalesce(max(cast(version as integer)), 0)"
                    + " from flyway_schema_history where success and version is not null")) {
      row.next();
      return row.getInt(1);
    }
  }

  /// Row-level security and an audit trail that can only grow bind those who can't take them away.
  private void requireBoundRole(Connection connection) throws SQLException {
    boolean unbound =
        flag(
            connection,
            "select rolsuper or rolbypassrls or pg_has_role(current_user, c.relowner, 'member')"
                + " from pg_roles, pg_class c"
                + " where rolname = current_user and c.oid = to_regclass('memory_items')");
    if (unbound) {
      throw database.unusable(
          "its role is a superuser, bypasses row-level security, or owns the tables, so that"
              + " nothing would keep users apart but this program. Name the application's role in"
              + " KEEPSAKE_DATABASE_URL, and the owner only in KEEPSAKE_DATABASE_OWNER_URL.");
    }
  }

  private void requireRights(Connection connection) throws SQLException {
    Optional<String> missing =
        text(
            connection,
            "select name || ': ' || one from (values"
                + " ('memory_items', 'select, insert, update, delete'),"
                + " ('memory_embeddings', 'select, insert, delete'),"
                + " ('memory_writes', 'select, insert, update, delete'),"
                + " ('pending_confirmations', 'select, insert, update, delete'),"
                + " ('idempotency_keys', 'select, insert, delete'),"
                + " ('memory_write_events', 'select, insert'),"
                + " ('memory_write_event_contents', 'select, insert'),"
                + " ('user_state', 'select, insert, update'),"
                + " ('api_keys', 'select, insert, update')"
                + ") needed (name, wanted), lateral unnest(string_to_array(wanted, ', ')) one"
                + " where not has_table_privilege(to_regclass(name), one) limit 1");
    if (missing.isPresent()) {
      throw database.unusable("its role lacks rights (%s): %s".formatted(missing.get(), MIGRATE));
    }
  }

  /// Row-level security does not bind who may truncate, the audit trail is nothing where it can be
  /// changed, and what is found first in the owner's schema runs with the owner's rights.
  private void requireNoMoreRights(Connection connection) throws SQLException {
    Optional<String> excess =
        text(
            connection,
            "select c.relname || ': ' || one from pg_class c"
                + " join pg_class items on items.oid = to_regclass('memory_items')"
                + " and items.relnamespace = c.relnamespace and items.relowner = c.relowner,"
                + " unnest(array['truncate', 'trigger', 'update', 'delete']) one"
                + " where c.relkind = 'r' and has_table_privilege(c.oid, one)"
                + " and (one in ('truncate', 'trigger') or c.relname in"
                + " ('memory_write_events', 'memory_write_event_contents'))"
                + " union all select 'schema public: create'"
                + " where has_schema_privilege('public', 'create') limit 1");
    if (excess.isPresent()) {
      throw database.unusable(
          ("its role has a right that would undo what keeps users apart or the audit trail whole"
               + " (%s): `keepsake migrate` takes away what was granted to it or to public; what it"
               + " has by another role, or a superuser gave, has to be revoked.")
              .formatted(excess.get()));
    }
  }

  /// A pooler that hands out a connection for each statement can't keep a transaction together.
  private void requireTransactions(Connection connection) throws SQLException {
    try {
      text(connection, "select set_config('keepsake.user_id', 'probe', true)");
      Optional<String> kept = text(connection, "select current_setting('keepsake.user_id', true)");
      if (!kept.equals(Optional.of("probe"))) {
        throw database.unusable(PostgresAdvice.STATEMENT_POOLING);
      }
      connection.rollback();
    } catch (SQLException e) {
      if (PostgresAdvice.isStatementPooling(e)) {
        throw database.unusable(PostgresAdvice.STATEMENT_POOLING, e);
      }
      throw e;
    }
  }

  /// Two connections in turn: whoever pools by the transaction then gives the first one another
  /// server, and must have brought the kept statement there.
  private void requireKeptStatements(Connection first) throws SQLException {
    try (Connection second = database.connect();
        var kept = first.prepareStatement("select pg_backend_pid()")) {
      second.setAutoCommit(false);
      for (int run = 0; run < RUNS_UNTIL_KEPT; run++) {
        kept.execute();
      }
      first.rollback();
      text(second, "select pg_backend_pid()"); // takes the connection that the first one had
      kept.execute();
      first.rollback();
      second.rollback();
    } catch (SQLException e) {
      if (PostgresAdvice.isForgottenStatement(e)) {
        throw database.unusable(PostgresAdvice.FORGOTTEN_STATEMENTS, e);
      }
      throw e;
    }
  }

  private static boolean flag(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static Optional<String> text(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }
}
