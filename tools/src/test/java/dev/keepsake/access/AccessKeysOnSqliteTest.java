package dev.keepsake.access;

import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

final class AccessKeysOnSqliteTest extends AccessKeysContract {
  @TempDir private Path folder;

  @Override
  SqlStore openStore() {
    return SqliteStore.open(folder, OnnxEmbedder.SPACE, TestMemory.IDS, clock);
  }

  @Override
  void run(String statement) throws SQLException {
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("keepsake.db"));
        var sql = database.createStatement()) {
      sql.execute(statement);
    }
  }
}
