package dev.keepsake.rules;

import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.postgres.LocalPostgres;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresStore;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.store.sql.SqlStore;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// [QueuedWritesContract] on a real Postgres, with the servers' role.
final class QueuedWritesOnPostgresTest extends QueuedWritesContract {
  private LocalPostgres postgres;

  @Override
  @BeforeEach
  void open() {
    try {
      postgres = LocalPostgres.migrated();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    super.open();
  }

  @Override
  @AfterEach
  void close() {
    super.close();
    try {
      if (postgres != null) {
        postgres.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  SqlStore store() {
    var settings = new PostgresSettings(PostgresUrl.parse(postgres.applicationUrl()), 1, 4);
    return PostgresStore.open(settings, OnnxEmbedder.SPACE, TestMemory.IDS, clock);
  }

  @Override
  DatabaseFile database() {
    return new DatabaseFile(postgres.jdbcUrl());
  }
}
