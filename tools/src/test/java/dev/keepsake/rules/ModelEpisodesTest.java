package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.ChatSettings;
import dev.keepsake.ModelSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.job.JobKind;
import dev.keepsake.prompt.PromptsPlace;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Episodes in the words of a language model, of which the script says what it answers, or that it
/// fails. On one database alone: what is stored of them is tried on both without a model.
class ModelEpisodesTest extends FileTest {
  private static final String HEADER =
      "{\"format\": \"keepsake-model-script\", \"version\": 1, \"model\": \"toy\"}\n";
  private static final String DOWN =
      "{\"failure\": {\"code\": \"model-unavailable\", \"message\": \"down\"}}\n";
  private static final String TALK = "trip";

  private RawCalls ada;

  private void answering(String... lines) throws IOException {
    Path script =
        Files.writeString(folder.resolve("script.jsonl"), HEADER + String.join("", lines));
    var model =
        new ModelSettings(
            new ChatSettings.Scripted(script), ExtractionBy.LOCAL_RULES, PromptsPlace.in(folder));
    reopen(settings -> settings.with(model), TestMemory.model());
    ada = RawCalls.of(memory, "ada");
    ada.done("append_messages", "id", TALK, "messages", said());
  }

  private static List<Map<String, String>> said() {
    return IntStream.range(0, 8)
        .mapToObj(
            i -> Map.of("role", "user", "content", "The hen number %d lives in Porto".formatted(i)))
        .toList();
  }

  private static String line(String text) {
    return WireJson.MAPPER.createObjectNode().put("text", text) + "\n";
  }

  private int make() {
    pass(Duration.ofMillis(1));
    return memory.keepsake.jobs().run(JobKind.EPISODES);
  }

  private JsonNode mark() {
    return ada.done("get_conversation", "id", TALK).path("episode");
  }

  private ObjectNode episode() {
    return ada.done("get_memory", "id", mark().path("memory_id").asText());
  }

  @Test
  void it_is_in_the_words_of_the_model_and_says_by_which_prompt() throws IOException {
    answering(line("The user keeps hens in Porto."));
    assertThat(make()).isOne();

    assertThat(episode().path("content").asText()).isEqualTo("The user keeps hens in Porto.");
    assertThat(episode().at("/metadata/summary").asText()).isEqualTo("model");
    assertThat(episode().at("/metadata/prompt/name").asText()).isEqualTo("episode_summary");
    assertThat(episode().at("/metadata/prompt/sha256").asText()).hasSize(64);
  }

  @Test
  void a_model_that_fails_is_asked_later_and_in_the_end_the_users_own_sentences_do()
      throws IOException {
    answering(DOWN.repeat(5));
    assertThat(make()).isZero();
    assertThat(mark().path("state").asText()).isEqualTo("due");
    assertThat(make()).as("before its pause is over").isZero();
    for (int minutes : List.of(1, 2, 4)) {
      pass(Duration.ofMinutes(minutes));
      assertThat(make()).isZero();
    }
    assertThat(database.number("select attempts from episodes")).isEqualTo(4);
    pass(Duration.ofMinutes(8));
    assertThat(make()).isOne();

    assertThat(mark().path("state").asText()).isEqualTo("made");
    assertThat(episode().at("/metadata/summary").asText()).isEqualTo("extractive");
    assertThat(episode().path("metadata").has("prompt")).isFalse();
  }

  @Test
  void a_model_that_comes_back_is_used() throws IOException {
    answering(DOWN, line("The user keeps hens in Porto."));
    assertThat(make()).isZero();
    pass(Duration.ofMinutes(1));
    assertThat(make()).isOne();
    assertThat(episode().at("/metadata/summary").asText()).isEqualTo("model");
  }

  @Test
  void who_asks_for_it_does_not_wait_for_a_model_that_fails() throws IOException {
    answering(DOWN);
    ObjectNode made = memory.done("summarize_episode", "conversation_id", TALK, "force", true);
    assertThat(made.path("action").asText()).isEqualTo("created");
    assertThat(made.path("summary").asText()).isEqualTo("extractive");
  }

  /// By the policy that holds for whatever is saved; what it was is kept nowhere.
  @Test
  void a_secret_in_the_words_of_the_model_is_refused_and_kept_nowhere() throws IOException {
    String secret = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345";
    answering(line("The user's token is " + secret + "."));
    assertThat(make()).isOne();

    assertThat(mark().path("state").asText()).isEqualTo("refused");
    assertThat(mark().has("memory_id")).isFalse();
    assertThat(database.rows("select * from episodes").toString()).doesNotContain(secret);
    assertThat(database.rows("select * from memory_write_events").toString())
        .doesNotContain(secret);
    assertThat(memories()).isZero();
    assertThat(make()).as("again").isZero();
  }

  /// Else its conversation would be summarised for ever.
  @ParameterizedTest
  @ValueSource(strings = {"The user\u0000 keeps\u001b hens.", "\u0000\u0007", " "})
  void what_no_memory_can_hold_is_left_out(String answer) throws IOException {
    answering(line(answer), line("The user keeps hens."));
    make();
    pass(Duration.ofMinutes(1));
    make();

    assertThat(mark().path("state").asText()).isEqualTo("made");
    assertThat(episode().path("content").asText()).doesNotContain("\u0000", "\u0007", "\u001b");
  }

  @Test
  void the_answer_tells_what_the_policy_has_left_of_it() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        version: mine
        rules:
          - {name: hide_mail, redact: [email]}
          - {name: rest, outcome: accept}
        """);
    answering(line("The user writes to grace@example.com about hens."));
    ObjectNode made = memory.done("summarize_episode", "conversation_id", TALK, "force", true);

    assertThat(made.path("content").asText())
        .isEqualTo(episode().path("content").asText())
        .contains("about hens")
        .doesNotContain("grace");
  }
}
