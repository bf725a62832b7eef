package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.store.Leftover;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The database file: where it is, whose it is, of which version, and how it comes to be of ours.
final class SqliteFile {
  /// The number of the newest file in `migrations/sqlite`; a test holds the two together.
  static final int VERSION = 8;

  /// "KEEP", in the file's header, so that another program's database is not taken for ours.
  static final int APPLICATION = 0x4B454550;

  /// Threads wait here for each other: the lock on `migration.lock` is the whole process's.
  private static final Object MIGRATING = new Object();

  private final Path folder;
  private final Path file;
  private final Duration patience;

  SqliteFile(Path folder) {
    this(folder, Duration.ofSeconds(30));
  }

  /// @param patience how long a connection waits for another process's lock
  SqliteFile(Path folder, Duration patience) {
    this.patience = patience;
    this.folder = folder;
    this.file = folder.resolve("keepsake.db");
  }

  Path path() {
    return file;
  }

  /// Makes the folder and the file, or migrates the file, where that is due; else only looks. Any
  /// number of processes may do this at once: whoever has work to do holds a lock on a file beside
  /// it.
  ///
  /// @return held as long as any connection is open
  StoreLock prepare() {
    try {
      PrivateFiles.makeFolder(folder);
      new SqliteLibrary(folder).announce(); // before the driver is used
      StoreLock lock = enter();
      try {
        if (!look().current()) {
          underLock();
        }
        return lock;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// To be held by whoever opens a connection, from before to after it.
  ///
  /// @throws MemoryException if the file is no database
  StoreLock enter() throws IOException {
    return StoreLock.shared(folder, this::refuseForeign);
  }

  /// Changes nothing.
  ///
  /// @throws MemoryException if the file is newer than this program, or not ours
  void requireOurs() {
    look();
  }

  MemoryException unusable(IOException e) {
    return new MemoryException(
        ErrorCode.STORE_UNAVAILABLE,
        "The data folder "
            + folder
            + " cannot be used ("
            + reason(e)
            + "): make it writable, or name another with KEEPSAKE_HOME.",
        e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is a file, not a folder";
      case java.nio.file.FileSystemException fs when fs.getReason() != null -> fs.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /// What else in the folder may have what this file had: copies that were laid aside before it was
  /// migrated or replaced, and backups.
  List<Leftover> copies() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(this::isCopy)
          .sorted()
          .map(one -> new Leftover("the older copy " + one, "it has to be deleted"))
          .toList();
    } catch (IOException e) {
      return List.of(new Leftover("older copies in " + folder, "it could not be read: look there"));
    }
  }

  private boolean isCopy(Path one) {
    String name = one.getFileName().toString();
    return (name.endsWith(".db") && !one.equals(file)) || name.equals("backups");
  }

  private void underLock() throws IOException {
    Path lock = folder.resolve("migration.lock");
    PrivateFiles.makeFile(lock);
    synchronized (MIGRATING) {
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        PrivateFiles.makeFile(file);
        Look found = look(); // another process may have been first
        if (found.version() < VERSION) {
          migrate(found.version());
        } else if (!found.current()) {
          markAsOurs(); // a copy, or a file whose restoration was cut off, logs in another way
        }
      }
    }
  }

  private void migrate(int found) throws IOException {
    if (found > 0) {
      copyAside(found);
    }
    markAsOurs();
    try {
      Flyway.configure()
          .dataSource(source())
          .locations("classpath:migrations/sqlite")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw cause(e).map(this::unusable).orElseThrow(() -> e);
    }
  }

  private void markAsOurs() {
    try (Connection connection = source().getConnection();
        var statement = connection.createStatement()) {
      // first: Flyway makes a table before it migrates, and whoever looked then, or came after a
      // crash there, would find a stranger's database
      statement.execute("pragma application_id = " + APPLICATION);
      statement.execute("pragma journal_mode = wal"); // stays with the file
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private static Optional<SQLException> cause(FlywayException failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  /// A consistent copy, also while another process has the file open.
  private void copyAside(int found) throws IOException {
    Path copy = folder.resolve("keepsake.v" + found + ".db");
    Files.deleteIfExists(copy);
    PrivateFiles.makeFile(copy);
    try (Connection connection = source().getConnection();
        var statement = connection.prepareStatement("vacuum into ?")) {
      statement.setString(1, copy.toString());
      statement.execute();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /// @param version 0 for a file that is not there yet or still empty
  /// @param logsAhead whether it has a write-ahead log
  private record Look(int version, boolean logsAhead) {
    boolean current() {
      return version == VERSION && logsAhead;
    }
  }

  /// @throws MemoryException if the file is newer than this program, or not ours
  private Look look() {
    if (!Files.exists(file)) {
      return new Look(0, false);
    }
    try (Connection connection = source().getConnection()) {
      int version = pragma(connection, "user_version");
      if (pragma(connection, "application_id") != APPLICATION && hasTables(connection)) {
        throw foreign();
      }
      if (version > VERSION) {
        throw outdated(version);
      }
      return new Look(version, logsAhead(connection));
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /// Checked in every write transaction too: an old process must not write into a file that a newer
  /// one has migrated.
  static void requireCurrent(Connection connection) throws SQLException {
    int version = pragma(connection, "user_version");
    if (version != VERSION) {
      throw outdated(version);
    }
  }

  /// Changes nothing.
  ///
  /// @throws MemoryException if the file is not ours, or not of this program's version
  void requireThisVersion() {
    int version = look().version();
    if (version < VERSION) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "The database is of version %d, this program wants %d: any command that uses the memory brings it up to date, with a copy aside."
              .formatted(version, VERSION));
    }
  }

  private void refuseForeign() throws IOException {
    if (Files.exists(file) && !DatabaseHeader.isOfDatabase(file)) {
      throw foreign();
    }
  }

  private MemoryException foreign() {
    return new MemoryException(
        ErrorCode.STORE_UNAVAILABLE,
        "The file "
            + file
            + " is no database of Keepsake: move it away, or name another folder with"
            + " KEEPSAKE_HOME.");
  }

  MemoryException damaged(String finding) {
    return new MemoryException(
        ErrorCode.STORE_UNAVAILABLE,
        "The database "
            + file
            + " is damaged ("
            + finding.lines().findFirst().orElse("")
            + "): stop every process that uses it, and put a backup in its place.");
  }

  MemoryException unusable(SQLException e) {
    return new MemoryException(
        ErrorCode.STORE_UNAVAILABLE,
        "The database "
            + file
            + " cannot be opened ("
            + SqliteFailure.meaning(e)
            + "): check that it is readable, writable and whole, or name another folder with"
            + " KEEPSAKE_HOME.",
        e);
  }

  private static MemoryException outdated(int version) {
    return new MemoryException(
        ErrorCode.STORE_OUTDATED,
        "The database is of version "
            + version
            + ", this program knows version "
            + VERSION
            + ": restart this client, or install the newer Keepsake.");
  }

  private static int pragma(Connection connection, String name) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("pragma " + name)) {
      return row.getInt(1);
    }
  }

  private static boolean logsAhead(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("pragma journal_mode")) {
      return row.getString(1).equals("wal");
    }
  }

  /// Beside those that a first migration leaves when it is cut off.
  private static boolean hasTables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from sqlite_schema where tbl_name <> 'flyway_schema_history'")) {
      return row.getInt(1) > 0;
    }
  }

  /// Connections with the pragmas that every one needs; they last as long as the connection.
  SQLiteDataSource source() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
    config.enforceForeignKeys(true);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL); // a power cut loses nothing
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "MEMORY");
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "ON"); // what was purged is overwritten
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
