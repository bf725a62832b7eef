package dev.keepsake.rules;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.TestMemory;
import dev.keepsake.backup.Backups;
import dev.keepsake.backup.Backups.Backup;
import dev.keepsake.backup.Watch;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A backup is the store as of one moment, or it is refused and nothing is changed.
class BackupTest extends FileTest {
  @TempDir private Path elsewhere;
  private Backups backups;
  private Path target;

  @BeforeEach
  void nameATarget() {
    backups = Keepsake.backups(folder, "test", clock);
    target = elsewhere.resolve("backup");
  }

  private Backup create() {
    return backups.create(target, Watch.NOBODY);
  }

  private Backups.Restored restore() {
    return backups.restore(backups.read(target), Watch.NOBODY);
  }

  private MemoryException refusal() throws IOException {
    byte[] before = store();
    MemoryException refusal = catchThrowableOfType(MemoryException.class, this::restore);
    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(store()).as("the store is as it was").isEqualTo(before);
    assertThat(names(folder)).noneMatch(name -> name.startsWith(".restoring"));
    return refusal;
  }

  private byte[] store() throws IOException {
    return Files.readAllBytes(folder.resolve("keepsake.db"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertSound(String... contents) {
    memory = openAnother();
    assertThat(TestMemory.contents(memory.done("query_memory")))
        .containsExactlyInAnyOrder(contents);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
    assertThat(database.rows("pragma integrity_check").toString()).contains("ok");
    assertThat(database.rows("pragma journal_mode").toString()).contains("wal");
  }

  /// Often enough for an episode.
  private void say(String text) {
    RawCalls.of(memory, "ada")
        .done(
            "append_messages",
            "id",
            "hens",
            "messages",
            Collections.nCopies(15, Map.of("role", "user", "content", text)));
  }

  @Test
  void what_was_there_comes_back_and_the_store_before_is_kept() throws IOException {
    String berlin = memory.saved("The user lives in Berlin");
    memory.saved("The user lives in Lisbon", "supersedes", berlin);
    String raw = RawCalls.of(memory, "ada").created("step 1");
    say("My hen is brown.");
    assertThat(create().manifest().tables())
        .containsEntry("raw_memory", 1L)
        .containsEntry("conversations", 1L)
        .containsEntry("messages", 15L)
        .containsEntry("episodes", 1L);
    memory.saved("The user likes tea");
    say("My hen is white.");
    memory.close();
    Path kept = restore().replaced().orElseThrow();
    assertThat(kept.getFileName().toString()).startsWith("keepsake.before-restore-");
    assertSound("The user lives in Lisbon");
    RawCalls ada = RawCalls.of(memory, "ada");
    assertThat(ada.got(raw).path("context").asText()).isEqualTo("step 1");
    assertThat(ada.done("get_conversation", "id", "hens").path("message_count").asInt())
        .isEqualTo(15);
    assertThat(memory.found("where does the user live?")).hasSize(1);
    assertThat(action(memory.save("The user likes tea"))).isEqualTo("created");
    memory.close();
    Files.move(
        kept, folder.resolve("keepsake.db"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertSound("The user lives in Lisbon", "The user likes tea");
  }

  @Test
  void it_is_private_and_its_manifest_tells_what_is_in_it() throws IOException {
    String tea = memory.saved("The user likes tea");
    memory.saved("The user plays the cello");
    delete(tea);
    Backup backup = create();
    assertThat(names(target)).containsExactly("keepsake.db", "manifest.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rwx------");
    for (String name : names(target)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(names(elsewhere)).containsExactly("backup");
    assertThat(backup.manifest().memories())
        .containsEntry("active", 1L)
        .containsEntry("deleted", 1L);
    assertThat(backup.manifest().tables()).containsEntry("memory_write_events", 3L);
    assertThat(backup.manifest().audit().events()).isEqualTo(3);
    assertThat(backups.read(target)).isEqualTo(backup);
    var json = (ObjectNode) json(Files.readString(target.resolve("manifest.json")));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "keepsake_version",
            "schema_version",
            "created_at",
            "database",
            "tables",
            "memories",
            "audit");
    assertThat(json.at("/database/bytes").asLong())
        .isEqualTo(Files.size(target.resolve("keepsake.db")));
  }

  @Test
  void while_writers_write_it_is_one_moment_of_the_store() throws Exception {
    var enough = new CountDownLatch(5);
    var over = new AtomicBoolean();
    var writer =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; !over.get(); i++) {
            memory.saved("The locker number " + i + " is taken");
            enough.countDown();
          }
        });
    enough.await();
    Backup backup = create();
    over.set(true);
    writer.get();
    long memories = backup.manifest().memories().get("active");
    assertThat(memories).isBetween(5L, memories());
    assertThat(backup.manifest().audit().events()).isEqualTo(memories);
    memory.close();
    restore();
    memory = openAnother();
    assertThat(memories()).isEqualTo(memories);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }

  @Test
  void into_an_empty_folder_it_is_restored_and_nothing_is_kept_aside() {
    memory.saved("The user likes tea");
    create();
    Path home = elsewhere.resolve("home");
    var there = Keepsake.backups(home, "test", clock);
    assertThat(there.wouldReplace()).isFalse();
    assertThat(there.restore(there.read(target), Watch.NOBODY).replaced()).isEmpty();
    try (var restored = TestMemory.open(home)) {
      assertThat(restored.found("tea")).containsExactly("The user likes tea");
    }
  }

  @Test
  void over_a_damaged_store_it_is_restored_and_the_damaged_one_is_kept() throws IOException {
    memory.saved("The user likes tea");
    create();
    memory.close();
    byte[] damaged = new byte[20_000];
    Arrays.fill(damaged, (byte) 0x5a);
    Files.write(folder.resolve("keepsake.db"), damaged);
    Files.write(folder.resolve("keepsake.db-wal"), damaged);
    Path kept = restore().replaced().orElseThrow();
    assertThat(kept).hasBinaryContent(damaged);
    assertThat(folder.resolve(kept.getFileName() + "-wal")).hasBinaryContent(damaged);
    assertSound("The user likes tea");
  }

  @Test
  void over_a_store_that_a_process_has_open_nothing_is_restored() throws IOException {
    memory.saved("The user likes tea");
    create();
    memory.saved("The user plays the cello");
    MemoryException refusal = catchThrowableOfType(MemoryException.class, this::restore);
    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_IN_USE);
    assertThat(refusal).hasMessageContaining("keepsake serve");
    assertThat(memory.done("query_memory").get("memories")).hasSize(2);
    memory.saved("The user rides a bicycle");
    memory.close();
    assertSound("The user likes tea", "The user plays the cello", "The user rides a bicycle");
  }

  /// SQLite's own shell, say, which knows nothing of our lock.
  @Test
  void over_a_store_that_another_program_has_open_nothing_is_restored() throws Exception {
    memory.saved("The user likes tea");
    create();
    memory.close();
    String url = "jdbc:sqlite:" + folder.resolve("keepsake.db");
    try (Connection other = DriverManager.getConnection(url);
        var statement = other.createStatement()) {
      statement.executeQuery("select count(*) from memory_items").close();
      assertThat(refusal().code()).isEqualTo(ErrorCode.STORE_IN_USE);
    }
    restore();
    assertSound("The user likes tea");
  }

  @Test
  void a_store_whose_restoration_was_cut_off_goes_back_to_its_log() throws SQLException {
    memory.saved("The user likes tea");
    memory.close();
    database.run("pragma journal_mode = delete");
    assertSound("The user likes tea");
  }

  @Test
  void what_was_left_by_a_killed_backup_is_removed_when_it_is_a_day_old() throws IOException {
    memory.saved("The user likes tea");
    Path old = leftBehind(elsewhere.resolve(".keepsake-backup-1"));
    leftBehind(elsewhere.resolve(".keepsake-backup-2"));
    var before = FileTime.from(Files.getLastModifiedTime(old).toInstant().minus(2, DAYS));
    Files.setLastModifiedTime(old.resolve("keepsake.db"), before);
    Files.setLastModifiedTime(old, before);
    create();
    assertThat(names(elsewhere)).containsExactly(".keepsake-backup-2", "backup");
  }

  @Test
  void what_was_left_by_a_killed_restoration_is_removed_by_the_next_one() throws IOException {
    memory.saved("The user likes tea");
    create();
    memory.close();
    leftBehind(folder.resolve(".restoring-1"));
    restore();
    assertThat(names(folder)).noneMatch(name -> name.startsWith(".restoring"));
    assertSound("The user likes tea");
  }

  private static Path leftBehind(Path working) throws IOException {
    Files.createDirectory(working);
    Files.writeString(working.resolve("keepsake.db"), "cut off");
    return working;
  }

  @Test
  void of_backups_that_race_for_a_name_one_gets_it_and_is_whole() {
    memory.saved("The user likes tea");
    List<Optional<MemoryException>> ends =
        Racers.race(
            4, _ -> Optional.ofNullable(catchThrowableOfType(MemoryException.class, this::create)));
    assertThat(ends.stream().filter(Optional::isEmpty)).hasSize(1);
    assertThat(ends.stream().flatMap(Optional::stream))
        .allMatch(refusal -> refusal.code() == ErrorCode.INVALID_INPUT);
    memory.close();
    restore();
    assertSound("The user likes tea");
  }

  @Test
  void a_folder_that_is_there_is_not_written_to() throws IOException {
    Files.createDirectory(target);
    MemoryException refusal = catchThrowableOfType(MemoryException.class, this::create);
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    target = Files.createFile(elsewhere.resolve("file")).resolve("backup");
    MemoryException refusal = catchThrowableOfType(MemoryException.class, this::create);
    assertThat(refusal).hasMessageContaining(target.toString());
    assertThat(names(elsewhere)).containsExactly("file");
  }

  @Test
  void where_nothing_was_saved_there_is_nothing_to_back_up() throws IOException {
    Path home = elsewhere.resolve("home");
    var nothing = Keepsake.backups(home, "test", clock);
    MemoryException refusal =
        catchThrowableOfType(MemoryException.class, () -> nothing.create(target, Watch.NOBODY));
    assertThat(refusal).hasMessageContaining("nothing was saved");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void damage_of_every_kind_is_found() throws IOException {
    memory.saved("The user likes tea");
    create();
    memory.saved("The user plays the cello");
    memory.close();
    Path file = target.resolve("keepsake.db");
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length - 4_096));
    assertUnusable("bytes instead of");
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    Files.write(file, flipped);
    assertUnusable("checksum");
    Files.delete(file);
    assertUnusable("is missing");
    Files.write(file, whole);
    restore();
    assertSound("The user likes tea");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"schema_version\" : 8', '\"schema_version\" : 99', 'install the newer Keepsake'",
    "'\"format\" : 1', '\"format\" : 2', 'newer Keepsake'",
    "'\"format\" : 1,', '', 'no manifest'",
    "'\"format\"', 'format', 'no manifest'",
    "'\"sha256\"', '\"sha1\"', 'no manifest'",
    "'\"keepsake.db\"', '\"../keepsake.db\"', 'no manifest'",
    "'\"active\" : 1', '\"active\" : 2', 'other contents'",
    "'\"events\" : 1', '\"events\" : 2', 'other contents'",
  })
  void a_manifest_that_is_not_ours_is_refused(String from, String to, String why)
      throws IOException {
    memory.saved("The user likes tea");
    create();
    memory.close();
    Path manifest = target.resolve("manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
    assertUnusable(why);
  }

  @Test
  void a_folder_that_is_no_backup_is_refused() throws IOException {
    assertUnusable("no manifest.json"); // not even there
    Files.createDirectory(target);
    Files.writeString(target.resolve("keepsake.db"), "a database, perhaps");
    assertUnusable("no manifest.json");
    Files.write(target.resolve("manifest.json"), new byte[] {(byte) 0xC3, 0x28});
    assertUnusable("damaged or no manifest");
    Files.writeString(
        target.resolve("manifest.json"), "[1, 2]", StandardOpenOption.TRUNCATE_EXISTING);
    assertUnusable("damaged or no manifest");
  }

  /// Everything fits, but for the audit trail itself.
  @Test
  void a_store_whose_audit_trail_was_changed_is_not_restored() throws IOException {
    memory.saved("The user likes tea");
    database.takeGuardsOffTheAuditTrail();
    database.run("update memory_write_events set action = 'discarded'");
    create();
    memory.close();
    assertUnusable("audit trail");
  }

  private void assertUnusable(String why) throws IOException {
    MemoryException refusal = refusal();
    assertThat(refusal.code()).isEqualTo(ErrorCode.BACKUP_UNUSABLE);
    assertThat(refusal)
        .hasMessageContaining(why)
        .hasMessageContaining(target.toString())
        .hasMessageEndingWith("nothing was restored.");
  }
}
