package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// `export` and `import` on real data folders and files.
final class TransferCommandsTest {
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  @TempDir(factory = ReadyHome.class)
  private static Path otherHome;

  @TempDir private Path folder;
  private CommandRun.Setup keepsake;
  private CommandRun.Setup other;
  private Path file;

  @BeforeEach
  void saveTwo(TestInfo test) {
    keepsake = new CommandRun.Setup(home).with("KEEPSAKE_USER", test.getDisplayName());
    other = new CommandRun.Setup(otherHome).with("KEEPSAKE_USER", test.getDisplayName());
    file = folder.resolve("memories.jsonl");
    keepsake.run("save", "Ada prefers tea to coffee.");
    keepsake.run("save", "Ada lives in Porto.");
  }

  private static void refused(CommandRun run, int exitCode, String... said) {
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("keepsake: ").contains(said).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
  }

  private static List<String> memories(String text) {
    return text.lines().filter(line -> line.startsWith("{\"id\":")).toList();
  }

  @Test
  void what_is_exported_is_imported_elsewhere() throws IOException {
    CommandRun exported = keepsake.run("export", file.toString());
    CommandRun imported = other.run("import", file.toString());
    CommandRun again = other.run("import", file.toString());

    assertThat(exported.exitCode()).isZero();
    assertThat(exported.out())
        .startsWith("exported  2 memories of ")
        .contains("2 active", "2 vectors");
    assertThat(exported.err()).isEmpty();
    assertThat(imported.out()).startsWith("imported  2 of 2 memories");
    assertThat(again.out()).startsWith("imported  0 of 2 memories").contains("2 already there");
    assertThat(other.run("query", "what does Ada drink").out()).contains("tea");
    assertThat(memories(other.run("export").out())).isEqualTo(memories(Files.readString(file)));
    assertThat(other.run("audit", "verify").exitCode()).isZero();
  }

  /// The file as it would be with a conversation of one message.
  private static String withConversation(String export) throws NoSuchAlgorithmException {
    var lines = new ArrayList<>(export.lines().toList());
    lines.removeLast();
    lines.set(
        0,
        lines
            .getFirst()
            .replace("\"version\":1", "\"version\":2")
            .replace(
                "\"vectors\":",
                "\"raw_memories\":0,\"conversations\":1,\"messages\":1,\"vectors\":"));
    lines.add(
        """
        {"conversation":"trip","message_count":1,"total_message_count":3,"user_message_count":2,"created_at":"2026-01-01T00:00:00.000000Z","last_active":"2026-01-01T00:00:00.000000Z"}\
        """);
    lines.add(
        """
        {"message_of":"trip","seq":3,"id":"01a2190d-a932-7ce4-9524-664f6cdecf0c","role":"user","content":"Off to ghp_0123456789abcdefghijABCDEFGHIJ012345","sent_at":"2026-01-01T00:00:00.000000Z","created_at":"2026-01-01T00:00:00.000000Z"}\
        """);
    String text = String.join("\n", lines) + "\n";
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return text
        + "{\"end\":\"keepsake-memories\",\"memories\":2,\"sha256\":\"%s\"}\n"
            .formatted(HexFormat.of().formatHex(digest));
  }

  @Test
  void conversations_come_along() throws Exception {
    byte[] export = withConversation(keepsake.run("export").out()).getBytes(StandardCharsets.UTF_8);
    CommandRun imported = other.input(export).run("import", "-");
    assertThat(imported.out())
        .contains("1 of 1 conversations", "1 of 1 messages", "1 messages held a secret")
        .doesNotContain("raw memories");
    assertThat(other.input(export).json("import", "-").at("/beside/messages/already_there").asInt())
        .isOne();
    CommandRun exported = other.run("export", file.toString());
    assertThat(exported.out()).contains("0 raw memories, 1 conversations with 1 messages");
    assertThat(Files.readString(file)).contains("\"content\":\"Off to [redacted: secret]\"");
  }

  @Test
  void what_was_known_at_another_time_is_exported_to_be_read_and_not_imported() throws IOException {
    JsonNode empty =
        keepsake.json("export", file.toString(), "--as-of", "2001-01-01T00:00:00+01:00");
    assertThat(empty.path("memories").asInt()).isZero();
    assertThat(empty.path("as_of").asText()).isEqualTo("2000-12-31T23:00:00Z");
    assertThat(empty.has("valid_at")).isFalse();
    JsonNode held =
        keepsake.json("export", file.toString(), "--force", "--valid-at", "2999-01-01T00:00:00Z");
    assertThat(held.path("memories").asInt()).isEqualTo(2);
    assertThat(Files.readAllLines(file).getFirst())
        .contains("\"valid_at\":\"2999-01-01T00:00:00.000000Z\"");
    refused(
        other.run("import", file.toString()),
        2,
        "line 1: it shows what was known at another time (valid_at 2999-01-01T00:00:00.000000Z)",
        "Nothing was imported.");
  }

  @Test
  void standard_output_has_the_memories_and_standard_input_takes_them() {
    CommandRun exported = keepsake.run("export", "-");
    assertThat(exported.out().lines()).hasSize(4);
    assertThat(exported.err()).startsWith("keepsake: exported 2 memories");
    CommandRun imported =
        other.input(exported.out().getBytes(StandardCharsets.UTF_8)).run("import", "-");
    assertThat(imported.out()).startsWith("imported  2 of 2 memories");
  }

  @Test
  void answers_in_json() {
    JsonNode exported = keepsake.json("export", file.toString(), "--no-vectors", "--active");
    assertThat(exported.path("file").asText()).isEqualTo(file.toString());
    assertThat(exported.path("memories").asInt()).isEqualTo(2);
    assertThat(exported.path("by_status").path("active").asInt()).isEqualTo(2);
    JsonNode planned = other.json("import", file.toString(), "--dry-run");
    assertThat(planned.path("dry_run").asBoolean()).isTrue();
    JsonNode imported = other.json("import", file.toString());
    assertThat(imported.path("created").asInt()).isEqualTo(2);
    assertThat(imported.path("vectors_pending").asInt()).isEqualTo(2);
    assertThat(imported.path("not_imported")).isEmpty();
  }

  @Test
  void what_was_not_imported_is_listed() {
    keepsake.run("export", file.toString());
    other.run("save", "ada lives in porto");
    CommandRun imported = other.run("import", file.toString());
    assertThat(imported.exitCode()).isZero();
    assertThat(imported.out())
        .contains("imported  1 of 2", "1 skipped", "LINE", "duplicate_skipped");
  }

  @Test
  void a_file_that_is_there_is_replaced_only_when_told_to() throws IOException {
    Files.writeString(file, "mine");
    refused(keepsake.run("export", file.toString()), 2, "is there already", "--force");
    assertThat(file).hasContent("mine");
    assertThat(keepsake.run("export", file.toString(), "--force").exitCode()).isZero();
    assertThat(Files.readString(file)).startsWith("{\"format\":");
  }

  @Test
  void the_file_is_for_its_owner_alone_and_nothing_lies_beside_it() throws IOException {
    keepsake.run("export", file.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void places_where_no_file_can_be_are_refused_with_a_sentence() {
    refused(keepsake.run("export", folder.toString()), 2, "is a folder");
    refused(keepsake.run("export", folder.resolve("no/file").toString()), 2, "no folder");
    refused(keepsake.run("export", "a\0b"), 2, "cannot be the name");
    assertThat(keepsake.run("export", "--json").err()).contains("name a FILE");
    refused(keepsake.run("import", folder.resolve("none").toString()), 2, "There is no file");
    refused(keepsake.run("import", folder.toString()), 2, "is a folder");
    assertThat(keepsake.run("import").exitCode()).isEqualTo(2);
  }

  @Test
  void a_damaged_file_is_refused_with_its_line() throws IOException {
    keepsake.run("export", file.toString());
    Files.writeString(file, Files.readString(file).replace("Porto", "Lyons"));
    refused(
        other.run("import", file.toString()), 2, "line 4: ", "checksum", "Nothing was imported");
    assertThat(other.run("list").out()).isEqualTo("No memories.\n");
  }

  @Test
  void what_is_wrong_with_standard_input_is_said_of_standard_input() {
    byte[] cut =
        keepsake.run("export", "-").out().substring(0, 600).getBytes(StandardCharsets.UTF_8);
    CommandRun run = other.input(cut).run("import", "-");
    refused(run, 2, "keepsake: standard input, line 2: ", "cut off");
    assertThat(run.err()).doesNotContain(".jsonl");
  }

  @Test
  void what_was_imported_tells_nothing_of_how_long_a_save_takes() {
    keepsake.run("export", file.toString());
    var fresh = new CommandRun.Setup(folder.resolve("fresh"));
    fresh.run("import", file.toString());
    JsonNode stats = fresh.json("stats");
    assertThat(stats.path("memories_stored").asLong()).isEqualTo(2);
    assertThat(stats.path("avg_latency_ms").isNull()).isTrue();
  }

  @Test
  void a_disk_without_room_leaves_nothing_behind() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "only Linux has a device that is always full");
    try (var out = Files.newOutputStream(full);
        var stream = new java.io.PrintStream(out, false, StandardCharsets.UTF_8)) {
      CommandRun run = keepsake.runTo(stream, "export");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("Standard output took no more");
    }
  }

  @Test
  void a_folder_that_nobody_may_write_to_is_named() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc), "only Linux has a folder that not even root can write to");
    refused(keepsake.run("export", "/proc/memories.jsonl"), 1, "could not be written");
  }
}
