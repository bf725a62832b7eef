package dev.keepsake.rules;

import dev.keepsake.TestMemory;
import dev.keepsake.store.postgres.LocalPostgres;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresStore;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.store.sql.SqlStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/// In production mode, with the servers' role.
final class FetchMemoryOnPostgresTest extends FetchMemoryContract {
  private LocalPostgres postgres;

  @Override
  SqlStore openStore() {
    try {
      if (postgres == null) {
        postgres = LocalPostgres.migrated();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var settings = new PostgresSettings(PostgresUrl.parse(postgres.applicationUrl()), 1, 4);
    return PostgresStore.open(settings, TestMemory.IDS, clock);
  }

  @AfterEach
  void drop() throws SQLException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Override
  long number(String query) {
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }
}
