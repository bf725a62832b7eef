package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.store.WholeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;

/// The database file of a data folder, copied and replaced whole.
public final class SqliteWhole implements WholeStore {
  /// SQLite's steps between two looks at how far a copy is: some milliseconds.
  private static final int STEPS = 100_000;

  private final Path folder;
  private final SqliteFile file;

  public SqliteWhole(Path folder) {
    this.folder = folder;
    this.file = new SqliteFile(folder);
  }

  @Override
  public String fileName() {
    return file.path().getFileName().toString();
  }

  @Override
  public int schemaVersion() {
    return SqliteFile.VERSION;
  }

  @Override
  public boolean exists() {
    try {
      return Files.exists(file.path()) && Files.size(file.path()) > 0;
    } catch (IOException e) {
      throw file.unusable(e);
    }
  }

  @Override
  public long bytes() {
    if (!exists()) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "There is no store in " + folder + ": nothing was saved there yet.");
    }
    try (var _ = file.enter()) {
      file.requireOurs();
      try (Connection connection = file.source().getConnection()) {
        return number(connection, "pragma page_count") * number(connection, "pragma page_size");
      }
    } catch (SQLException e) {
      throw SqliteFailure.refusal(e);
    } catch (IOException e) {
      throw file.unusable(e);
    }
  }

  /// `vacuum into` reads one moment of the database, as long as it takes, and leaves out what
  /// deletions left behind in it.
  @Override
  public void copy(Path target, LongConsumer written) {
    try (var _ = file.enter();
        Connection connection = file.source().getConnection();
        var statement = connection.prepareStatement("vacuum into ?")) {
      PrivateFiles.makeFile(target);
      ProgressHandler.setHandler(connection, STEPS, watch(target, written));
      statement.setString(1, target.toString());
      statement.execute();
      ProgressHandler.clearHandler(connection);
      PrivateFiles.sync(target);
    } catch (SQLException e) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "The store could not be copied (" + SqliteFailure.meaning(e) + ").",
          e);
    } catch (IOException e) {
      throw file.unusable(e);
    }
  }

  private static ProgressHandler watch(Path target, LongConsumer written) {
    return new ProgressHandler() {
      @Override
      protected int progress() throws SQLException {
        try {
          written.accept(Files.size(target));
          return 0;
        } catch (IOException e) {
          throw new SQLException("the copy is not where it was begun", e);
        }
      }
    };
  }

  @Override
  public Contents inspect(Path copy) {
    return Inspection.of(copy);
  }

  @Override
  public Alone alone() {
    try {
      PrivateFiles.makeFolder(folder);
      StoreLock lock = StoreLock.alone(folder).orElseThrow(() -> Quiet.inUse(file.path()));
      try {
        if (Files.exists(file.path())) {
          Quiet.require(file);
        }
        return new Replacement(lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw file.unusable(e);
    }
  }

  private final class Replacement implements Alone {
    private final StoreLock lock;

    Replacement(StoreLock lock) {
      this.lock = lock;
    }

    @Override
    public Optional<Path> replace(Path staged, String asideName) {
      try {
        Optional<Path> aside = Optional.empty();
        if (Files.exists(file.path())) {
          try (var quiet = Quiet.of(file)) {
            Path kept = free(asideName);
            quiet.replace(staged, kept);
            aside = Optional.of(kept);
          }
        } else {
          Files.move(staged, file.path(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
        syncFolder();
        return aside;
      } catch (IOException e) {
        throw file.unusable(e);
      }
    }

    /// The store is replaced by now, whatever happens here.
    private void syncFolder() {
      try {
        PrivateFiles.sync(folder);
      } catch (IOException e) {
        LoggerFactory.getLogger(SqliteWhole.class)
            .warn("a power cut may take the replaced store back: {}", e.toString());
      }
    }

    @Override
    public void close() {
      lock.close();
    }
  }

  private Path free(String name) {
    Path wanted = folder.resolve(name + ".db");
    for (int i = 2; Files.exists(wanted); i++) {
      wanted = folder.resolve(name + "-" + i + ".db");
    }
    return wanted;
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }
}
