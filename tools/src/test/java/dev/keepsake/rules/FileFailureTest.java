package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A file that cannot be used says why, and is left as it is.
class FileFailureTest extends FileTest {

  private MemoryException opening(Path home) {
    return catchThrowableOfType(MemoryException.class, () -> TestMemory.open(home).close());
  }

  private Path home() {
    return folder.resolve("another");
  }

  @Test
  void a_file_of_a_newer_version_is_refused_at_the_start() {
    memory.close();
    database.run("pragma user_version = 99");
    MemoryException refusal = opening(folder);
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_OUTDATED);
    assertThat(refusal).hasMessageContainingAll("99", "restart this client");
    database.run("pragma user_version = 1");
    memory = openAnother();
  }

  @Test
  void a_file_that_became_newer_is_refused_by_the_next_write_of_a_running_process() {
    memory.saved("The user likes tea");
    database.run("pragma user_version = 99");
    Problem problem =
        memory.refused("save_memory", "content", "The car is red", "memory_type", "fact");
    assertThat(problem.code()).isEqualTo("store-outdated");
    assertThat(problem.action()).contains("failed");
    assertThat(problem.detail()).contains("restart this client");
    assertThat(memories()).isOne();
    assertThat(events()).isOne();
  }

  @Test
  void a_file_that_is_no_database_is_left_as_it_is() throws IOException {
    Files.createDirectories(home());
    Path file = Files.writeString(home().resolve("keepsake.db"), "Dear diary, ".repeat(1_000));
    MemoryException refusal = opening(home());
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(refusal).hasMessageContainingAll("no database of Keepsake", "KEEPSAKE_HOME");
    assertThat(file).hasContent("Dear diary, ".repeat(1_000));
  }

  @Test
  void a_database_cut_short_is_said_to_be_damaged() throws IOException {
    memory.close();
    Files.createDirectories(home());
    byte[] whole = Files.readAllBytes(folder.resolve("keepsake.db"));
    Files.write(home().resolve("keepsake.db"), java.util.Arrays.copyOf(whole, 5_000));
    MemoryException refusal = opening(home());
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(refusal).hasMessageContaining("damaged");
    memory = openAnother();
  }

  /// Whatever number the other program gave its version.
  @Test
  void another_programs_database_is_not_taken_for_ours() throws Exception {
    for (int version : new int[] {0, 1, 8}) {
      Path home = Files.createDirectories(folder.resolve("other-" + version));
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home + "/keepsake.db");
          var statement = connection.createStatement()) {
        statement.execute("create table diary (text)");
        statement.execute("pragma user_version = " + version);
      }
      MemoryException refusal = opening(home);
      assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
      assertThat(refusal).hasMessageContaining("no database of Keepsake");
    }
  }

  @Test
  void a_first_start_that_was_cut_off_can_be_repeated() throws IOException, SQLException {
    Files.createDirectories(home());
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home() + "/keepsake.db");
        var statement = connection.createStatement()) {
      statement.execute(
          "create table flyway_schema_history (installed_rank int not null primary key, version"
              + " varchar(50), description varchar(200) not null, type varchar(20) not null, script"
              + " varchar(1000) not null, checksum int, installed_by varchar(100) not null,"
              + " installed_on text not null default current_timestamp, execution_time int not"
              + " null, success boolean not null)");
      statement.execute(
          "create index flyway_schema_history_s_idx on flyway_schema_history (success)");
    }
    try (var again = TestMemory.open(home())) {
      assertThat(again.saved("The user likes tea")).isNotBlank();
    }
  }

  @Test
  void a_folder_that_is_a_file_is_said_to_be_one() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    MemoryException refusal = opening(file);
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(refusal).hasMessageContainingAll("it is a file", "KEEPSAKE_HOME");
    assertThat(opening(file.resolve("below")).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
  }

  @Test
  void only_the_owner_can_look_into_the_folder_and_its_files() throws IOException {
    Path home = home();
    try (var fresh = TestMemory.open(home)) {
      fresh.saved("The user likes tea");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(home)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }
}
