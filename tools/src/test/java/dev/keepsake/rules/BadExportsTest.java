package dev.keepsake.rules;

import static dev.keepsake.rules.Transfers.ALL;
import static dev.keepsake.rules.Transfers.bring;
import static dev.keepsake.rules.Transfers.export;
import static dev.keepsake.rules.Transfers.file;
import static dev.keepsake.rules.Transfers.forged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.rules.Transfers.Exported;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nothing comes from a file that is damaged, cut, foreign or newer; the sentence names the line
/// and the reason.
class BadExportsTest extends RuleTest {
  private Exported export;

  /// Line 2 is the head, line 3 another memory, line 4 the one that the head replaced.
  @BeforeEach
  void exportThreeMemories() {
    String coffee = memory.saved("The user likes coffee");
    memory.saved("The user likes tea", "supersedes", coffee);
    memory.saved("The user has two cats");
    export = export(memory, ALL);
    memory.as("bob");
  }

  private void refused(Path path, String... said) {
    assertThatThrownBy(() -> bring(memory, path))
        .isInstanceOfSatisfying(
            MemoryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
              assertThat(e).hasMessageContaining(path.toString());
              assertThat(e.getMessage()).doesNotContain("The user", "dev.keepsake");
              assertThat(List.of(said)).allMatch(e.getMessage()::contains);
            });
    assertThat(memories()).isEqualTo(3);
    assertThat(database.count("users")).isOne();
  }

  private void refusedText(String text, String... said) {
    refused(file(folder, text), said);
  }

  private void refusedLine(int line, UnaryOperator<String> change, String said) {
    refusedText(forged(export, line, change), "line " + line + ": ", said, "Nothing was imported.");
  }

  private static UnaryOperator<String> replacing(String regex, String by) {
    return line -> line.replaceFirst(regex, by);
  }

  @Test
  void empty_foreign_and_compressed_files_are_told_apart() throws IOException {
    refusedText("", "it is empty");
    refusedText("{\"name\":\"ada\"}\n", "line 1: ", "no export of memories");
    refusedText("[1,2]\n", "line 1: ", "no export of memories");
    refusedText("id,content\n1,tea\n", "line 1: ", "no export of memories");
    refusedText("\ufeff" + export.text(), "checksum");
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(export.text().getBytes(StandardCharsets.UTF_8));
    }
    refused(Files.write(folder.resolve("e.gz"), bytes.toByteArray()), "gunzip");
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    refused(Files.write(folder.resolve("noise"), noise), "line 1: ");
  }

  @Test
  void a_missing_file_a_folder_and_an_endless_line() throws IOException {
    refused(folder.resolve("nothing.jsonl"), "There is no file");
    refused(folder, "is a folder");
    Path endless = folder.resolve("long");
    try (var file = new RandomAccessFile(endless.toFile(), "rw")) {
      file.setLength(65 << 20); // takes no room
    }
    refused(endless, "line 1: ", "longer than any");
  }

  @Test
  void a_newer_version_asks_for_a_newer_program() {
    refusedLine(1, replacing("\"version\":1", "\"version\":3,\"new\":true"), "newer Keepsake");
  }

  @Test
  void an_export_of_later_asks_for_the_right_time() {
    Path path = file(folder, export.text());
    clock.set(clock.instant().minus(Duration.ofMinutes(6)));
    refused(path, "set the clock");
  }

  /// Whatever bit is turned, nothing is imported; where the line shows it, it is named.
  @Test
  void any_turned_bit_is_noticed() throws IOException {
    byte[] good = export.text().getBytes(StandardCharsets.UTF_8);
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length - 1); // the last line feed may be missing
      bad[at] = (byte) (bad[at] ^ (1 << random.nextInt(8)));
      refused(Files.write(folder.resolve("bad"), bad));
    }
  }

  @Test
  void a_file_that_was_cut_anywhere_is_noticed() throws IOException {
    byte[] good = export.text().getBytes(StandardCharsets.UTF_8);
    var random = new Random(7);
    for (int i = 0; i < 100; i++) {
      byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length - 1));
      refused(Files.write(folder.resolve("bad"), bad));
    }
    List<String> lines = export.lines();
    refusedText(
        String.join("\n", lines.subList(0, 3)) + "\n", "line 3: ", "after 2 memories", "cut off");
    refusedText(String.join("\n", lines.subList(0, 3)), "line 3: ", "ends within this line");
  }

  @Test
  void lines_that_are_missing_added_or_out_of_order_are_noticed() {
    var lines = new ArrayList<>(export.lines());
    lines.remove(2);
    refusedText(String.join("\n", lines) + "\n", "line 4: ", "lines are missing or were added");
    refusedText(export.text() + export.lines().get(1) + "\n", "something follows the last line");
    lines = new ArrayList<>(export.lines().subList(0, 4));
    lines.add(1, lines.remove(3));
    refusedText(Transfers.sealed(lines), "line 2: ", "does not stand before it");
  }

  @Test
  void an_id_twice_a_circle_and_an_unknown_successor() {
    var lines = new ArrayList<>(export.lines().subList(0, 4));
    lines.set(2, lines.get(1));
    refusedText(Transfers.sealed(lines), "line 3: ", "`id` was there before");
    String id = json(export.lines().get(3)).get("id").asText();
    refusedLine(
        4, replacing("\"superseded_by\":\"[^\"]*", "\"superseded_by\":\"" + id), "stand before");
    refusedLine(
        4,
        replacing("\"superseded_by\":\"........", "\"superseded_by\":\"ffffffff"),
        "stand before");
    refusedLine(4, replacing("\"superseded_by\":\"[^\"]*\",", ""), "`superseded_by` is missing");
  }

  @Test
  void vectors_must_be_what_they_are_said_to_be() {
    refusedLine(2, replacing("\"vectors\":\\[\"....", "\"vectors\":[\"!!!!"), "no Base64");
    refusedLine(2, replacing("\"vectors\":\\[\"....", "\"vectors\":[\""), "1533 bytes");
    refusedLine(2, replacing("\"vectors\":\\[\"........", "\"vectors\":[\"f39/f39/"), "`vectors`");
    refusedLine(2, replacing("\"vectors\":\\[.*\\]", "\"vectors\":[]"), "`vectors`");
    refusedLine(2, replacing("\"whole\":true,", ""), "`whole` is missing");
    refusedLine(1, replacing("\"dimension\":384", "\"dimension\":0"), "dimension");
    refusedLine(1, replacing("\"dimension\":384", "\"dimension\":99999999999"), "dimension");
  }

  @Test
  void numbers_words_times_and_texts_must_be_in_their_range() {
    refusedLine(2, replacing("\"confidence\":[0-9.]+", "\"confidence\":1.01"), "confidence");
    refusedLine(2, replacing("\"confidence\":[0-9.]+", "\"confidence\":1e999"), "confidence");
    refusedLine(2, replacing("\"importance\":[0-9.]+", "\"importance\":\"high\""), "importance");
    refusedLine(2, replacing("\"type\":\"fact\"", "\"type\":\"gossip\""), "`type` is none of");
    refusedLine(2, replacing("\"status\":\"active\"", "\"status\":\"lost\""), "`status`");
    refusedLine(2, replacing("\"id\":\"[^\"]*", "\"id\":\"1-1-1-1-1"), "`id` is no id");
    refusedLine(
        2, replacing("\"recorded_at\":\"2026", "\"recorded_at\":\"+99999"), "`recorded_at`");
    refusedLine(
        2, replacing("\"recorded_at\":\"2026", "\"recorded_at\":\"2126"), "after `exported_at`");
    refusedLine(2, replacing("Z\",\"updated_at", "1Z\",\"updated_at"), "finer than a microsecond");
    refusedLine(2, replacing("\"content\":\"[^\"]*", "\"content\":\" "), "empty or blank");
    refusedLine(2, replacing("\"content\":\"[^\"]*", "\"content\":\"a\\\\u0000b"), "`content`");
    refusedLine(2, replacing("\"content\":\"[^\"]*", "\"content\":\"a\\\\ud800b"), "`content`");
    refusedLine(
        2,
        line -> line.replaceFirst("\"content\":\"", "\"content\":\"" + "x".repeat(50_001)),
        "50000");
    refusedLine(2, replacing("\\{", "{\"future\":1,"), "`future` is not known");
    refusedLine(2, replacing("\\{", "{\"id\":1,"), "no JSON");
    refusedLine(2, replacing("\\{", "{\"tags\":\"x\","), "`tags` is no list");
    refusedLine(2, replacing("\\{", "{\"metadata\":[],"), "`metadata` is no object");
    refusedLine(2, replacing("\\{", "{\"access_count\":-1,"), "`access_count`");
  }

  @Test
  void a_stream_that_takes_no_more_ends_the_export() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    memory.as("ada");
    assertThatThrownBy(() ->
            memory
                .keepsake
                .exportMemories()
                .run(memory.caller(), ALL, full, dev.keepsake.transfer.TransferWatch.NOBODY))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(export(memory, ALL).memories()).isEqualTo(export.memories());
  }
}
