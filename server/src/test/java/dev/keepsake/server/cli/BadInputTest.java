package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is wrong: one sentence on stderr, nothing on stdout, the right exit code.
final class BadInputTest {
  // one folder, since each new one has the model unpacked into it
  @TempDir private static Path shared;
  @TempDir private Path home;
  private CommandRun.Setup keepsake;

  @BeforeEach
  void useTheFolder() {
    keepsake = new CommandRun.Setup(shared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^', // sentences hold quotes
      value = {
        "nonsense | There is no command nonsense",
        "--nonsense | There is no command --nonsense",
        "save | Missing required parameter: 'TEXT'",
        "save one two | 'two'",
        "save x --nonsense | Unknown option: '--nonsense'",
        "save x --type | Missing required parameter for option '--type'",
        "save x --type wish | `memory_type` must be one of fact, preference, decision, note,"
            + " episode",
        "save x --confidence much | '--confidence': 'much' is no number",
        "save x --confidence 1.5 | `confidence` must be a number from 0 to 1",
        "save x --confidence NaN | `confidence` must be a number from 0 to 1",
        "save x --importance -1 | `importance` must be a number from 0 to 1",
        "save x --supersedes 1-2-3 | `supersedes` must be the id of a memory",
        "save - | `content` must be text of 1 to 2,000 characters",
        "query x --limit many | '--limit': 'many' is no whole number",
        "query x --limit 51 | `limit` must be a whole number from 1 to 50",
        "query x --limit 0 | `limit` must be a whole number from 1 to 50",
        "query x --min-score 2 | `min_score` must be a number from 0 to 1",
        "query x --type wish | `memory_types` must be a list",
        "query x --since yesterday | `since` must be an RFC 3339 date and time",
        "query x --until 2026-01-01 | `until` must be an RFC 3339 date and time",
        "query x --as-of never | `as_of` must be an RFC 3339 date and time",
        "query x --valid-at never | `valid_at` must be an RFC 3339 date and time",
        "history 0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e --as-of never | --as-of must be an RFC 3339"
            + " date and time",
        "export --valid-at 2026-01-01 | --valid-at must be an RFC 3339 date and time",
        "list --limit 1.5 | '--limit': '1.5' is no whole number",
        "list extra | Unmatched argument at index 1: 'extra'",
        "history | Missing required parameter: 'ID'",
        "history 42 | ID must be the id of a memory",
        "audit --limit 0 | --limit must be a whole number from 1 to 10000",
        "audit prove | 'prove'",
        "serve --port 99999 | port is \"99999\" (option --port): it must be a whole number",
        "serve --host 0.0.0.0:80 | host is \"0.0.0.0:80\" (option --host): it must be a name or an"
            + " address",
        "list --scope= | scope (option --scope): it must be text",
        "mcp --nonsense | Unknown option: '--nonsense'",
        "demo --user ada | Unknown option",
      })
  void a_wrong_argument_is_named_in_one_sentence(String arguments, String sentence) {
    CommandRun run = keepsake.run(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("keepsake: ").contains(sentence).hasLineCount(1);
  }

  @Test
  void a_cursor_that_is_none_of_ours_is_refused() {
    keepsake.json("save", "Ada prefers tea.");

    CommandRun run = keepsake.run("list", "--cursor", "nonsense");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("`cursor`").hasLineCount(1);
  }

  @Test
  void with_json_the_refusal_is_a_problem_document() {
    CommandRun run = keepsake.run("save", "x", "--confidence", "7", "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().path("type").asText()).isEqualTo("/problems/invalid-input");
    assertThat(run.json().at("/errors/0/field").asText()).isEqualTo("confidence");
  }

  @Test
  void with_json_wrong_settings_are_a_problem_document_too() {
    CommandRun run = keepsake.with("KEEPSAKE_PROT", "1").run("list", "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().at("/errors/0/field").asText()).isEqualTo("KEEPSAKE_PROT");
  }

  @Test
  void several_wrong_settings_are_said_at_once() {
    CommandRun run =
        keepsake.with("KEEPSAKE_PORT", "x").with("KEEPSAKE_USER_INDEX_MB", "0").run("list");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("keepsake: 2 settings are wrong:\n").hasLineCount(3);
  }

  @Test
  void a_call_without_a_user_says_how_to_name_one() {
    CommandRun run = keepsake.with("KEEPSAKE_USER", "").run("save", "x");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("No user is named").contains("KEEPSAKE_USER").hasLineCount(1);
  }

  @Test
  void a_data_folder_that_is_a_file_is_refused_in_one_sentence() throws IOException {
    Path file = Files.createFile(home.resolve("file"));

    CommandRun run = keepsake.with("KEEPSAKE_HOME", file.toString()).run("list");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(file.toString()).hasLineCount(1);
  }

  @Test
  void a_data_folder_that_cannot_be_made_is_refused_in_one_sentence() throws IOException {
    Path below = Files.createFile(home.resolve("file")).resolve("data");

    CommandRun run = keepsake.with("KEEPSAKE_HOME", below.toString()).run("save", "x");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(below.toString()).hasLineCount(1);
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
    Path database = home.resolve("keepsake.db");
    Files.writeString(database, "not a database, but something that somebody may need".repeat(100));
    byte[] before = Files.readAllBytes(database);

    CommandRun run = keepsake.with("KEEPSAKE_HOME", home.toString()).run("list");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("keepsake.db").hasLineCount(1);
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
  }

  @Test
  void nothing_named_shows_what_there_is() {
    CommandRun run = keepsake.run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("a command is missing", "serve", "mcp", "demo");
  }

  @Test
  void help_and_version_need_no_valid_settings() {
    keepsake.with("KEEPSAKE_PROT", "1");

    assertThat(keepsake.run("--help").out()).contains("Usage: keepsake");
    assertThat(keepsake.run("save", "--help").out()).contains("Usage: keepsake save");
    assertThat(keepsake.run("--version").out()).startsWith("keepsake ");
  }
}
