package dev.keepsake.access;

import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.postgres.LocalPostgres;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresStore;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.store.sql.SqlStore;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/// With the role that servers have.
final class AccessKeysOnPostgresTest extends AccessKeysContract {
  private LocalPostgres postgres;

  @Override
  SqlStore openStore() throws SQLException {
    postgres = LocalPostgres.migrated();
    var settings = new PostgresSettings(PostgresUrl.parse(postgres.applicationUrl()), 1, 4);
    return PostgresStore.open(settings, OnnxEmbedder.SPACE, TestMemory.IDS, clock);
  }

  @Override
  void run(String statement) throws SQLException {
    postgres.execute(statement);
  }

  @Override
  @AfterEach
  void close() throws Exception {
    super.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
