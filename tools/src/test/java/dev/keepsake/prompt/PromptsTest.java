package dev.keepsake.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromptsTest {
  private static final String SUMMARY =
      """
      ---
      name: episode_summary
      version: 7
      title: Ours
      variables: conversation
      ---
      Sum it up,
      in Latin: {{conversation}}
      """;

  @TempDir private Path folder;

  private void put(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private Prompts read() {
    return Prompts.of(new PromptsPlace(folder, true));
  }

  private List<String> problems() {
    return switch (Prompts.reading(new PromptsPlace(folder, true))) {
      case PromptsReading.Good _ -> List.of();
      case PromptsReading.Broken(var problems) ->
          problems.stream().map(problem -> problem.sentence().replace(folder + "/", "")).toList();
    };
  }

  @Test
  void what_is_shipped_is_what_is_named_and_the_evaluations_own() throws IOException {
    Path shipped = Path.of(System.getProperty("keepsake.root"), "prompts");
    var named = new TreeSet<>(Prompts.NAMES);
    named.add("eval_agent");
    try (Stream<Path> files = Files.list(shipped)) {
      var there = new TreeSet<String>();
      files.forEach(file -> there.add(file.getFileName().toString().replace(".md", "")));
      assertThat(there).isEqualTo(named);
    }
    assertThat(Prompts.load(Prompts.NAMES).all())
        .hasSameSizeAs(Prompts.NAMES)
        .allMatch(prompt -> prompt.file().path().isEmpty());
  }

  @Test
  void the_operators_own_text_takes_the_place_of_the_shipped_one() throws IOException {
    put("episode_summary.md", SUMMARY);
    put(".DS_Store", "x");

    Prompts prompts = read();

    Prompt own = prompts.require("episode_summary");
    assertThat(own.version()).isEqualTo(7);
    assertThat(own.text()).isEqualTo("Sum it up, in Latin: {{conversation}}");
    assertThat(own.variables()).containsExactly("conversation");
    assertThat(own.sha256()).isEqualTo(Sha256.hex(SUMMARY));
    assertThat(own.file().path()).contains(folder.resolve("episode_summary.md"));
    assertThat(prompts.require("instructions").file().path()).isEmpty();
  }

  @Test
  void a_folder_that_is_not_there_is_none_unless_it_was_named() {
    Path absent = folder.resolve("absent");

    assertThat(Prompts.of(new PromptsPlace(absent, false)).all()).hasSameSizeAs(Prompts.NAMES);
    assertThatThrownBy(() -> Prompts.of(new PromptsPlace(absent, true)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageContaining(absent + ": it can't be read; prompts_dir names a folder");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() throws IOException {
    put("summary.md", SUMMARY);
    put("notes.txt", "mine");
    put("episode_summary.md", SUMMARY.replace("{{conversation}}", "{{talk}}"));
    put("question.md", "Is it so?");

    assertThat(problems())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "episode_summary.md: it uses the variable talk, which its head does not"
                            + " declare."),
            second ->
                assertThat(second)
                    .startsWith("notes.txt: there is no such prompt; there are chat_"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "question.md: it does not begin with a head between two lines of ---."),
            fourth -> assertThat(fourth).startsWith("summary.md: there is no such prompt"));
    assertThatThrownBy(this::read)
        .hasMessageStartingWith("The prompts can't be used, so nothing was started. ")
        .hasMessageContaining("notes.txt")
        .hasMessageContaining("question.md");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          variables: conversation  | variables: conversation, user | declares the variable user, and its text has no {{user}}
          variables: conversation  | variables: Conversation       | declares the variable Conversation
          variables: conversation  | variables: a,a                | declares the variable a
          variables: conversation  | colour: red                   | has the line colour: red
          variables: conversation  | version: 8                    | has version twice
          in Latin                 | in {{ latin }}                | two braces that are no placeholder
          in Latin                 | in }}                         | two braces that are no placeholder
          version: 7               | version: new                  | its version is new
          title: Ours              | title:                        | its head has no title
          name: episode_summary    | name: summary                 | its head names summary
          """)
  void a_prompt_that_is_none_says_why(String there, String instead, String why) throws IOException {
    put("episode_summary.md", SUMMARY.replace(there, instead));

    assertThat(problems()).singleElement().satisfies(told -> assertThat(told).contains(why));
  }

  @Test
  void a_text_that_leaves_out_what_the_program_fills_in_is_refused() throws IOException {
    put(
        "episode_summary.md",
        SUMMARY.replace("variables: conversation\n", "").replace("{{conversation}}", "none"));

    assertThat(problems())
        .containsExactly("episode_summary.md: it must declare the variables conversation.");
  }

  @Test
  void a_field_that_is_not_described_is_named() throws IOException {
    String shipped = Prompts.load(List.of("save_memory")).require("save_memory").file().text();
    put("save_memory.md", shipped.replace("- `importance`", "- `weight`"));
    assertThat(problems())
        .containsExactly("save_memory.md: it lacks under ## Arguments the entries importance.");
    put("save_memory.md", shipped + "- `more`: nothing\n");
    assertThat(problems())
        .containsExactly(
            "save_memory.md: it has under ## Answer the entries more, which mean nothing.");
    put("save_memory.md", shipped.replace("\n", "\r\n"));
    assertThat(problems()).isEmpty();
  }

  @Test
  void what_is_too_large_or_no_text_is_refused() throws IOException {
    put("episode_summary.md", SUMMARY + "a".repeat(PromptFolder.MOST_BYTES));
    Files.write(folder.resolve("question.md"), "ä".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectory(folder.resolve("instructions.md"));

    assertThat(problems())
        .containsExactly(
            "episode_summary.md: it has more than 65536 bytes.",
            "instructions.md: it can't be read.",
            "question.md: it is not UTF-8.");
  }

  @Test
  void what_is_filled_in_brings_no_placeholder_with_it() throws IOException {
    put("episode_summary.md", SUMMARY);
    Prompt prompt = read().require("episode_summary");

    assertThat(prompt.fill(Map.of("conversation", "{{conversation}} $1 \\ {{other}}")))
        .isEqualTo("Sum it up, in Latin: {{conversation}} $1 \\ {{other}}");
    assertThatIllegalArgumentException().isThrownBy(() -> prompt.fill(Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prompt.fill(Map.of("conversation", "a", "more", "b")));
  }
}
