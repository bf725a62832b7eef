package dev.keepsake.rules;

import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The file of a data folder.
final class DatabaseFile extends TestDatabase {
  private static final String NAME = "keepsake.db";

  /// Into a folder that has none, a file without memories is laid.
  DatabaseFile(Path folder) {
    super(folder);
    try {
      Files.copy(EmptyStore.FILE, folder.resolve(NAME), StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Made once: what a new folder costs is not what these tests ask.
  private static final class EmptyStore {
    static final Path FILE = make();

    private static Path make() {
      try {
        Path made = Files.createTempDirectory(Path.of("target"), "empty-store");
        TestMemory.open(made).close();
        return made.resolve(NAME);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  SqlStore openStore(SettableClock clock) {
    return SqliteStore.open(folder(), TestMemory.IDS, clock);
  }

  @Override
  Visit visit() throws SQLException {
    return new Alone(DriverManager.getConnection("jdbc:sqlite:" + folder().resolve(NAME)));
  }

  private record Alone(Connection connection) implements Visit {
    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  @Override
  String text(ResultSet row, int column) throws SQLException {
    return row.getString(column);
  }

  @Override
  String later(String column, Duration by) {
    return column + " + " + by.toNanos() / 1_000;
  }

  @Override
  String at(Instant moment) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
  }

  @Override
  void takeGuardsOffTheAuditTrail() {
    run(
        "drop trigger memory_write_events_no_update",
        "drop trigger memory_write_events_no_delete",
        "drop trigger memory_write_events_no_replace",
        "drop trigger memory_write_event_contents_no_update",
        "drop trigger memory_write_event_contents_no_delete",
        "drop trigger memory_write_event_contents_no_replace",
        "drop trigger audit_checkpoints_no_update",
        "drop trigger audit_checkpoints_no_delete",
        "drop trigger audit_checkpoints_no_replace");
  }

  @Override
  void failOnInsert(String table, int rows) {
    run(
        "create trigger fault before insert on %1$s when (select count(*) from %1$s) >= %2$d begin select raise(abort, 'fault'); end"
            .formatted(table, rows));
  }

  @Override
  void failOnUpdate(String table) {
    run(
        "create trigger fault before update on %s begin select raise(abort, 'fault'); end"
            .formatted(table));
  }

  @Override
  void failNoMore() {
    run("drop trigger fault");
  }

  /// In whatever encoding.
  @Override
  List<String> kept(List<String> texts) {
    try (var files = Files.walk(folder())) {
      String all =
          files.filter(Files::isRegularFile).map(DatabaseFile::bytes).collect(Collectors.joining());
      return texts.stream()
          .filter(text ->
              Stream.of(
                      StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                  .anyMatch(charset -> all.contains(latin(text.getBytes(charset)))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bytes(Path file) {
    try {
      return latin(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    // the file goes with its folder
  }
}
