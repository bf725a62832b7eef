package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/// A database file that no program has open, of whatever make, and that none can use until this is
/// closed. To be had under the [StoreLock] alone, since the file may be renamed.
///
/// Leaving the write-ahead log is what proves it: SQLite does so for the only connection there is,
/// and leaves all of the log in the file. A file that is damaged can't be asked so; there the lock
/// is looked for that every connection holds.
final class Quiet implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2_000;

  /// Where SQLite locks a file: https://www.sqlite.org/fileformat2.html#the_lock_byte_page
  private static final long SHARED_FIRST = 0x40000002L;

  private static final long SHARED_SIZE = 510;

  private final Path file;

  /// Null for a damaged file.
  private final @Nullable Connection holder;

  private Quiet(Path file, @Nullable Connection holder) {
    this.file = file;
    this.holder = holder;
  }

  /// @throws MemoryException with `STORE_IN_USE` if a program has the file open
  static Quiet of(SqliteFile file) throws IOException {
    if (!DatabaseHeader.isOfDatabase(file.path())) {
      requireUnlocked(file.path()); // SQLite would remove the log of a file that it can't read
      return new Quiet(file.path(), null);
    }
    try {
      return new Quiet(
          file.path(), connect(file.path(), "pragma journal_mode = delete", "begin exclusive"));
    } catch (SQLException e) {
      if (SqliteFailure.busy(e)) {
        throw inUse(file.path());
      }
      if (!SqliteFailure.damaged(e)) {
        throw SqliteFailure.refusal(e);
      }
      requireUnlocked(file.path());
      return new Quiet(file.path(), null);
    }
  }

  /// The same without changing anything, and without holding it.
  static void require(SqliteFile file) throws IOException {
    if (!DatabaseHeader.isOfDatabase(file.path())) {
      requireUnlocked(file.path());
      return;
    }
    try {
      connect(file.path(), "pragma locking_mode = exclusive", "select count(*) from sqlite_schema")
          .close();
    } catch (SQLException e) {
      if (SqliteFailure.busy(e)) {
        throw inUse(file.path());
      }
      if (!SqliteFailure.damaged(e)) {
        throw SqliteFailure.refusal(e);
      }
      requireUnlocked(file.path());
    }
  }

  private static Connection connect(Path file, String... statements) throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    Connection connection = source.getConnection();
    try (var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      return connection;
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private static void requireUnlocked(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var lock = channel.tryLock(SHARED_FIRST, SHARED_SIZE, false)) {
      if (lock == null) {
        throw inUse(file);
      }
    }
  }

  static MemoryException inUse(Path file) {
    return new MemoryException(
        ErrorCode.STORE_IN_USE,
        "Another process has the store "
            + file
            + " open, and nothing was changed: end `keepsake serve` and every client that has"
            + " started `keepsake mcp`, then try again.");
  }

  /// After a crash in between there is the old file or the new one, the old one perhaps under both
  /// names.
  void replace(Path staged, Path aside) throws IOException {
    keep(aside);
    for (String part :
        new String[] {"-wal", "-journal"}) { // of a damaged file: belongs to it alone
      Path log = file.resolveSibling(file.getFileName() + part);
      if (Files.exists(log)) {
        Files.move(log, aside.resolveSibling(aside.getFileName() + part));
      }
    }
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void keep(Path aside) throws IOException {
    try {
      Files.createLink(aside, file);
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
      // a file system without links: takes longer, and the space of both
      PrivateFiles.makeFile(aside);
      copy(aside);
      PrivateFiles.sync(aside);
    }
  }

  /// By SQLite where it can: reading the file past it would give up its lock.
  private void copy(Path aside) throws IOException {
    if (holder == null) {
      Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try {
      DB database = holder.unwrap(SQLiteConnection.class).getDatabase();
      int result = database.backup("main", aside.toString(), null);
      if (result != SQLiteErrorCode.SQLITE_OK.code) {
        throw new IOException("copying the old store aside failed: " + result);
      }
    } catch (SQLException e) {
      throw new IOException("copying the old store aside failed", e);
    }
  }

  /// Where the file was not replaced, the next process that opens it goes back to the write-ahead
  /// log.
  @Override
  public void close() {
    if (holder != null) {
      try {
        holder.close(); // nothing was written; the transaction ends with it
      } catch (SQLException e) { // whether the file was replaced is not changed by that
        LoggerFactory.getLogger(Quiet.class)
            .warn("the connection to {} could not be closed: {}", file, SqliteFailure.meaning(e));
      }
    }
  }
}
