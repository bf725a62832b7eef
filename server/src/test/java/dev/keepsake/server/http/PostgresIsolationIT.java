package dev.keepsake.server.http;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.server.cluster.Database;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresUrl;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/// On Postgres, with the servers' own role.
final class PostgresIsolationIT extends IsolationContract {
  private Database database;

  @Override
  KeepsakeSettings settings(Path home) throws IOException {
    database = Database.start(false);
    return KeepsakeSettings.defaults(home)
        .with(new PostgresSettings(PostgresUrl.parse(database.applicationUrl()), 2, 10));
  }

  @AfterAll
  void stop() throws IOException {
    if (database != null) {
      database.close();
    }
  }
}
