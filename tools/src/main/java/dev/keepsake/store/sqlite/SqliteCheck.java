package dev.keepsake.store.sqlite;

import dev.keepsake.error.MemoryException;
import dev.keepsake.store.StoreCheck;
import dev.keepsake.store.sql.SqlFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// Looks at a data folder as it is: migrates nothing, makes nothing but the lock file beside a
/// database that has none yet, and leaves again.
final class SqliteCheck {
  /// Longer than any write of ours holds the lock.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Path folder;
  private final SqliteFile file;

  SqliteCheck(Path folder) {
    this.folder = folder;
    this.file = new SqliteFile(folder, PATIENCE);
  }

  StoreCheck run(Instant since) {
    if (!Files.isDirectory(folder)) {
      return new StoreCheck.Unsound(
          "There is no data folder %s: it is made by the first save; another is named with KEEPSAKE_HOME."
              .formatted(folder));
    }
    if (!Files.exists(file.path())) {
      return new StoreCheck.Unsound(
          "There is no database %s: it is made by the first save; another folder is named with KEEPSAKE_HOME."
              .formatted(file.path()));
    }
    try (StoreLock lock = file.enter()) {
      file.requireThisVersion();
      lookInside();
      return count(since, lock);
    } catch (MemoryException e) {
      return new StoreCheck.Unsound(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new StoreCheck.Unsound(String.valueOf(file.unusable(e).getMessage()));
    }
  }

  private void lookInside() {
    try (Connection connection = file.source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("begin immediate"); // can it be written, and does nobody hold the lock?
      statement.execute("rollback");
      statement.execute("pragma query_only = on");
      try (var finding = statement.executeQuery("pragma quick_check(1)")) {
        String word = finding.next() ? finding.getString(1) : "no answer";
        if (!word.equals("ok")) {
          throw file.damaged(word);
        }
      }
    } catch (SQLException e) {
      throw file.unusable(e);
    }
  }

  private StoreCheck count(Instant since, StoreLock lock) {
    var dialect = new SqliteDialect();
    try (var database = new SqliteDatabase(file, lock, dialect)) {
      return new StoreCheck.Sound(SqliteFile.VERSION, new SqlFigures(database, dialect).all(since));
    }
  }
}
