package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `backup` and `backup restore` on a real data folder.
final class BackupCommandTest {
  @TempDir private Path home;
  @TempDir private Path elsewhere;

  private CommandRun.Setup keepsake() {
    return new CommandRun.Setup(home);
  }

  private List<String> listed() {
    return keepsake().json("list").findValuesAsText("content");
  }

  @Test
  void a_backup_and_its_restoration_are_told_to_people_and_to_scripts() {
    keepsake().json("save", "Ada prefers tea.");
    Path folder = elsewhere.resolve("one");

    CommandRun told = keepsake().run("backup", folder.toString());
    JsonNode usual = keepsake().json("backup");
    keepsake().json("save", "The bicycle is in the cellar.");
    CommandRun restored = keepsake().run("backup", "restore", folder.toString(), "--yes");
    JsonNode again = keepsake().json("backup", "restore", usual.path("folder").asText(), "--yes");

    assertThat(told.exitCode()).isZero();
    assertThat(told.err()).isEmpty();
    assertThat(told.out()).startsWith("backed up  " + folder).contains("memories: 1 active");
    assertThat(Path.of(usual.path("folder").asText())).startsWith(home.resolve("backups"));
    assertThat(usual.at("/manifest/memories/active").asInt()).isOne();
    assertThat(restored.out()).startsWith("restored  " + folder).contains("the store before: ");
    assertThat(Path.of(again.path("replaced_store").asText())).exists();
    assertThat(listed()).containsExactly("Ada prefers tea.");
    assertThat(keepsake().run("audit", "verify").exitCode()).isZero();
  }

  @Test
  void without_yes_and_without_a_terminal_nothing_is_replaced() {
    keepsake().json("save", "Ada prefers tea.");
    String folder = keepsake().json("backup").path("folder").asText();
    keepsake().json("save", "The bicycle is in the cellar.");

    CommandRun run = keepsake().run("backup", "restore", folder);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("say --yes").hasLineCount(1);
    assertThat(listed()).hasSize(2);
  }

  @Test
  void where_there_is_no_store_nothing_need_be_asked() {
    keepsake().json("save", "Ada prefers tea.");
    String folder =
        keepsake().json("backup", elsewhere.resolve("one").toString()).path("folder").asText();
    var other = new CommandRun.Setup(elsewhere.resolve("home"));

    assertThat(other.run("backup", "restore", folder).exitCode()).isZero();
    assertThat(other.json("list").findValuesAsText("content")).containsExactly("Ada prefers tea.");
  }

  @Test
  void over_a_store_in_use_nothing_is_restored() {
    keepsake().json("save", "Ada prefers tea.");
    String folder = keepsake().json("backup").path("folder").asText();
    try (var _ = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system())) {
      CommandRun run = keepsake().run("backup", "restore", folder, "--yes", "--json");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.json().path("code").asText()).isEqualTo("store-in-use");
      assertThat(run.err()).contains("keepsake serve").hasLineCount(1);
    }
    assertThat(listed()).containsExactly("Ada prefers tea.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^', // sentences hold quotes
      value = {
        "backup | 1 | nothing was saved there yet",
        "backup one two | 2 | 'two'",
        "backup . | 2 | must not be there yet",
        "backup --nonsense | 2 | Unknown option: '--nonsense'",
        "backup restore | 2 | Missing required parameter: 'FOLDER'",
        "backup restore /nonexistent/backup | 1 | is no backup of Keepsake",
        "backup restore /nonexistent/backup --yes=perhaps | 2 | 'perhaps' is not a boolean",
        "backup restore one two | 2 | 'two'",
      })
  void a_wrong_argument_is_named_in_one_sentence(String arguments, int exitCode, String sentence)
      throws IOException {
    CommandRun run = keepsake().run(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("keepsake: ").contains(sentence).hasLineCount(1);
    try (var files = Files.list(home)) {
      assertThat(files).isEmpty();
    }
  }
}
