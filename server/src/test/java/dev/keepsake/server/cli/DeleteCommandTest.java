package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `delete` and `restore` on a real data folder.
final class DeleteCommandTest {
  private static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  // one folder, since each new one has the model unpacked into it; a user for each test
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private CommandRun.Setup keepsake;

  @BeforeEach
  void useTheFolder(TestInfo test) {
    keepsake = new CommandRun.Setup(home).with("KEEPSAKE_USER", test.getDisplayName());
  }

  private String saved(String... arguments) {
    return keepsake.json(arguments).path("memory_id").asText();
  }

  private List<String> listed() {
    return keepsake.json("list").findValuesAsText("content");
  }

  @Test
  void without_yes_what_is_meant_is_shown_and_stays() {
    String tea = saved("save", "Ada prefers tea to coffee.");

    CommandRun byWords = keepsake.run("delete", "Ada prefers tea");
    CommandRun byId = keepsake.run("delete", "--id", tea);
    JsonNode json = keepsake.json("delete", "--id", tea);

    assertThat(byWords.exitCode()).isZero();
    assertThat(byWords.out()).contains("SCORE", "Ada prefers tea to coffee.", tea, "say --yes");
    assertThat(byId.out())
        .contains("Ada prefers tea to coffee.", "say --yes to delete this memory");
    assertThat(json.path("action").asText()).isEqualTo("candidates");
    assertThat(listed()).hasSize(1);
  }

  @Test
  void what_is_deleted_by_id_is_restored_with_its_chain() {
    String lyon = saved("save", "Ada lives in Lyon.");
    String porto = saved("save", "Ada lives in Porto.", "--supersedes", lyon);
    String tea = saved("save", "Ada prefers tea.");

    CommandRun deleted =
        keepsake.run("delete", "--id", porto, "--id", tea, "--yes", "--reason", "moved");
    assertThat(deleted.exitCode()).isZero();
    assertThat(deleted.out())
        .startsWith("deleted  2 memories were deleted.")
        .contains("with 1 other version");
    assertThat(listed()).isEmpty();
    assertThat(keepsake.run("audit").out()).contains("deleted");

    CommandRun restored = keepsake.run("restore", lyon);
    JsonNode json = keepsake.json("restore", tea);

    assertThat(restored.out())
        .startsWith("restored  Ada lives in Porto.")
        .contains(porto, "with 1 older version");
    assertThat(json.path("memories")).hasSize(1);
    assertThat(json.path("memory_id").asText()).isEqualTo(tea);
    assertThat(listed()).containsExactlyInAnyOrder("Ada lives in Porto.", "Ada prefers tea.");
    assertThat(keepsake.run("audit", "verify").exitCode()).isZero();
  }

  @Test
  void a_description_that_singles_one_out_deletes_it_with_yes() {
    saved("save", "Ada prefers green tea.");
    saved("save", "The server runs Debian 13.");

    CommandRun run = keepsake.run("delete", "Ada prefers green tea", "--yes");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("deleted  This memory was deleted.");
    assertThat(listed()).containsExactly("The server runs Debian 13.");
  }

  @Test
  void a_description_of_several_or_of_none_deletes_nothing_and_fails() {
    saved("save", "Ada likes green tea.");
    saved("save", "Ada likes black tea.");

    CommandRun several = keepsake.run("delete", "Ada likes tea", "--yes");
    CommandRun none = keepsake.run("delete", "quarterly tax report", "--yes", "--json");

    assertThat(several.exitCode()).isEqualTo(1);
    assertThat(several.out()).startsWith("candidates").contains("--id", "green", "black");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.json().path("action").asText()).isEqualTo("no_match");
    assertThat(listed()).hasSize(2);
  }

  @Test
  void what_cannot_be_restored_is_said_in_one_sentence() {
    String tea = saved("save", "Ada prefers tea.");

    CommandRun notDeleted = keepsake.run("restore", tea, "--json");
    CommandRun unknown = keepsake.run("restore", UNKNOWN);
    keepsake.json("delete", "--id", tea, "--yes");
    String again = saved("save", "Ada prefers tea");
    CommandRun there = keepsake.run("restore", tea);
    CommandRun anothers = keepsake.run("restore", tea, "--user", "bob");

    assertThat(notDeleted.exitCode()).isEqualTo(1);
    assertThat(notDeleted.json().path("code").asText()).isEqualTo("not-restorable");
    assertThat(notDeleted.json().path("status").asInt()).isEqualTo(409);
    assertThat(unknown.err()).contains("There is no memory " + UNKNOWN).hasLineCount(1);
    assertThat(there.err()).contains(again).hasLineCount(1);
    assertThat(anothers.exitCode()).isEqualTo(1);
    assertThat(anothers.err()).contains("There is no memory " + tea);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^', // sentences hold quotes
      value = {
        "delete | 2 | Give either DESCRIPTION",
        "delete tea --id " + UNKNOWN + " | 2 | Give either DESCRIPTION",
        "delete --id 42 --yes | 2 | ID must be the id of a memory",
        "delete --id | 2 | Missing required parameter for option '--id'",
        "delete --id " + UNKNOWN + " --yes | 1 | There is no memory " + UNKNOWN,
        "delete tea coffee | 2 | 'coffee'",
        "delete tea --force | 2 | Unknown option: '--force'",
        "restore | 2 | Missing required parameter: 'ID'",
        "restore 42 | 2 | ID must be the id of a memory",
      })
  void a_wrong_argument_is_named_in_one_sentence(String arguments, int exitCode, String sentence) {
    CommandRun run = keepsake.run(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("keepsake: ").contains(sentence).hasLineCount(1);
  }
}
