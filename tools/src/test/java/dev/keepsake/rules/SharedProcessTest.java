package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.keepsake.Keepsake;
import dev.keepsake.TestMemory;
import dev.keepsake.backup.Watch;
import dev.keepsake.memory.Scope;
import dev.keepsake.store.StoreCheck;
import dev.keepsake.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process does to a store that it already has open takes no lock away from it: else the
/// next process to leave could remove the log into which this one goes on writing. SQLite of 3.51
/// and later looks for other users before it does so, an older one (a shell, say) does not.
class SharedProcessTest extends FileTest {
  @TempDir private Path elsewhere;

  /// Another process comes and goes.
  ///
  /// @param memories how many it has to see, of all scopes
  private void visit(long memories) throws IOException, InterruptedException {
    Object log = Files.readAttributes(log(), BasicFileAttributes.class).fileKey();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ShortVisit.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines()).contains("in use", "memories " + memories);
    assertThat(log()).as("the log").exists();
    assertThat(Files.readAttributes(log(), BasicFileAttributes.class).fileKey())
        .as("the log is still the one that this process writes")
        .isEqualTo(log);
  }

  private Path log() {
    return folder.resolve("keepsake.db-wal");
  }

  private void assertThereAfterReopening(String... contents) {
    memory.close();
    memory = openAnother();
    assertThat(TestMemory.contents(memory.done("query_memory")))
        .containsExactlyInAnyOrder(contents);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
    assertThat(database.rows("pragma integrity_check").toString()).contains("ok");
  }

  @Test
  void a_second_store_in_the_process_loses_nothing_of_the_first() throws Exception {
    memory.saved("The user likes tea");
    try (var second = openAnother()) {
      visit(1);
      second.saved("The user plays the cello");
      memory.saved("The user rides a bicycle");
      visit(3);
      second.saved("The user has two cats");
    }
    visit(4);
    memory.saved("The user is a nurse");
    assertThereAfterReopening(
        "The user likes tea",
        "The user plays the cello",
        "The user rides a bicycle",
        "The user has two cats",
        "The user is a nurse");
  }

  @Test
  void a_store_of_another_scope_loses_nothing_of_the_first() throws Exception {
    memory.saved("The user likes tea");
    try (var second = openAnother(s -> s.with(new Scope("other")), TestMemory.model())) {
      visit(1);
      second.saved("The user plays the cello");
      memory.saved("The user rides a bicycle");
      visit(3);
    }
    assertThereAfterReopening("The user likes tea", "The user rides a bicycle");
  }

  @Test
  void a_backup_loses_nothing_of_what_is_written_after_it() throws Exception {
    memory.saved("The user likes tea");
    var backups = Keepsake.backups(folder, "test", clock);
    var backup = backups.create(elsewhere.resolve("backup"), Watch.NOBODY);
    assertThat(catchThrowable(() -> backups.restore(backup, Watch.NOBODY))).isNotNull();
    visit(1);
    memory.saved("The user rides a bicycle");
    visit(2);
    assertThereAfterReopening("The user likes tea", "The user rides a bicycle");
  }

  @Test
  void a_look_at_its_health_loses_nothing_of_what_is_written_after_it() throws Exception {
    memory.saved("The user likes tea");
    assertThat(SqliteStore.check(folder, clock.instant())).isInstanceOf(StoreCheck.Sound.class);
    visit(1);
    memory.saved("The user rides a bicycle");
    visit(2);
    assertThereAfterReopening("The user likes tea", "The user rides a bicycle");
  }

  @Test
  void stores_opened_at_once_on_an_empty_folder_all_open() {
    Path home = elsewhere.resolve("home");
    List<TestMemory> all = Racers.race(8, _ -> TestMemory.open(home));
    all.forEach(one -> one.save("The user likes tea"));
    all.forEach(TestMemory::close);
    try (var again = TestMemory.open(home)) {
      assertThat(again.found("tea")).containsExactly("The user likes tea");
    }
  }
}
