package dev.keepsake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What has been written to the audit trail stays, whoever holds the connection.
final class AuditAppendOnlyTest {
  private static final String ID = "'019a0000-0000-7000-8000-000000000001'";

  @TempDir private Path folder;

  @Test
  void sqlite_refuses_to_change_or_delete_an_event() throws SQLException {
    try (var database = FreshDatabase.sqlite(folder)) {
      insertEvent(database, "0");

      refuses(database, "update memory_write_events set reason = 'another'");
      refuses(database, "delete from memory_write_events");
      assertThatTheEventStands(database);
    }
  }

  @Test
  void postgres_refuses_to_change_or_delete_an_event() throws SQLException {
    try (var database = FreshDatabase.postgres()) {
      insertEvent(database, "timestamptz 'epoch'");

      refuses(database, "update memory_write_events set reason = 'another'");
      refuses(database, "delete from memory_write_events");
      refuses(database, "truncate memory_write_events cascade");
      assertThatTheEventStands(database);
    }
  }

  private static void refuses(FreshDatabase database, String change) {
    assertThatThrownBy(() -> database.execute(change))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("memory_write_events is append-only");
  }

  private static void assertThatTheEventStands(FreshDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select reason from memory_write_events")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("told so");
    }
  }

  /// @param at a moment, as the database writes it
  private static void insertEvent(FreshDatabase database, String at) throws SQLException {
    String[] inserts = {
      "organizations (id, name, created_at) values (%s, 'local', %s)".formatted(ID, at),
      "scopes (organization_id, name, created_at) values (%s, 'default', %s)".formatted(ID, at),
      "users (id, organization_id, external_id, created_at) values (%1$s, %1$s, 'ada', %2$s)"
          .formatted(ID, at),
      "clients (id, organization_id, name, scope, rights, created_at)"
          + " values (%1$s, %1$s, 'local', 'default', '[]', %2$s)".formatted(ID, at),
      "memory_write_events (id, user_id, seq, organization_id, scope, operation, action, tags,"
          + " extraction_type, reason, policy_version, provenance, trust, client_id,"
          + " correlation_id, details, processing_time_ms, created_at, prev_hash, hash)"
          + " values (%1$s, %1$s, 1, %1$s, 'default', 'create', 'created', '[]', 'tool', 'told so',"
              .formatted(ID)
          + " '1', 'agent', 'low', %s, 'c-1', '{}', 1, %s, 'p', 'h')".formatted(ID, at)
    };
    for (String insert : inserts) {
      database.execute("insert into " + insert);
    }
  }
}
