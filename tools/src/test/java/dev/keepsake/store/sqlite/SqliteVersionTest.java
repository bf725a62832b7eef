package dev.keepsake.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The version that the program knows is the one that the migrations reach.
final class SqliteVersionTest {
  @TempDir private Path folder;

  @Test
  void version_is_the_number_of_the_newest_migration() throws IOException {
    Path migrations = Path.of(System.getProperty("keepsake.root"), "migrations", "sqlite");
    try (Stream<Path> files = Files.list(migrations)) {
      assertThat(files.mapToInt(SqliteVersionTest::number).max()).hasValue(SqliteFile.VERSION);
    }
  }

  @Test
  void migrated_file_says_whose_it_is_and_of_which_version() throws SQLException {
    var file = new SqliteFile(folder);
    file.prepare().close();

    assertThat(pragma(file, "user_version")).isEqualTo(SqliteFile.VERSION);
    assertThat(pragma(file, "application_id")).as("KEEP").isEqualTo(0x4B454550);
    // would refuse a file with another mark
    assertThatCode(() -> new SqliteFile(folder).prepare().close()).doesNotThrowAnyException();
  }

  private static int number(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
  }

  private static int pragma(SqliteFile file, String name) throws SQLException {
    try (Connection connection = file.source().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("pragma " + name)) {
      return row.getInt(1);
    }
  }
}
