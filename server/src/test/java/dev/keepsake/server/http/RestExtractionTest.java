package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.ChatSettings;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.ModelSettings;
import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.prompt.PromptsPlace;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.http.RestDoor.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /api/v1/extract` with a language model that says what its script says.
@Timeout(120)
final class RestExtractionTest {
  private static final String SCRIPT =
      """
      {"format": "keepsake-model-script", "version": 1, "model": "toy"}
      {"when": "In Turku.", "repeat": true, "text": "{\\"save\\": [{\\"content\\": \\"The user lives in Turku.\\", \\"memory_type\\": \\"fact\\", \\"confidence\\": 0.95, \\"corrects\\": false, \\"evidence\\": \\"In Turku\\"}, {\\"content\\": \\"The user is rich.\\", \\"memory_type\\": \\"fact\\", \\"confidence\\": 0.9, \\"corrects\\": false, \\"evidence\\": \\"money\\"}], \\"forget\\": []}"}
      """;

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static RestDoor door;

  @BeforeAll
  static void open() throws IOException {
    Path script = Files.writeString(home.resolve("script.jsonl"), SCRIPT);
    var model =
        new ModelSettings(
            new ChatSettings.Scripted(script), ExtractionBy.MODEL, PromptsPlace.in(home));
    door = new RestDoor(KeepsakeSettings.defaults(home).with(model));
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static Answer extract(String messages, String... headers) {
    return door.post("/api/v1/extract", "{\"messages\": %s}".formatted(messages), headers);
  }

  @Test
  void a_message_is_read_by_the_model_and_what_it_proposes_is_told() {
    Answer answer =
        extract(
                """
                [{"role": "assistant", "content": "Where do you live?"}, {"role": "assistant"},
                 {"role": "user", "content": "In Turku.", "sent_at": "2026-11-26T09:00:00Z"}]\
                """,
                "X-Conversation-Id",
                "c-1")
            .expect(200);

    assertThat(answer.text("/by")).isEqualTo("model");
    assertThat(answer.text("/steps/0/tool")).isEqualTo("save_memory");
    assertThat(answer.text("/steps/0/action")).isEqualTo("created");
    assertThat(answer.text("/passed_over/0/sentence")).isEqualTo("The user is rich.");
    assertThat(answer.text("/passed_over/0/reason")).isEqualTo("not_said");
    Answer memory = door.get("/api/v1/memories/" + answer.text("/steps/0/memory_id")).expect(200);
    assertThat(memory.text("/content")).isEqualTo("The user lives in Turku.");
    assertThat(memory.text("/source")).isEqualTo("ai_extracted");
    assertThat(memory.text("/conversation_id")).isEqualTo("c-1");
  }

  @Test
  void where_the_model_has_no_answer_the_rules_read_and_it_is_told() {
    Answer answer =
        extract("[{\"role\": \"user\", \"content\": \"I live in Graz.\"}]", "X-User-Id", "cleo")
            .expect(200);

    assertThat(answer.text("/by")).isEqualTo("local_rules");
    assertThat(answer.text("/steps/0/content")).isEqualTo("The user lives in Graz.");
    assertThat(answer.text("/notices/0")).contains("could not be used (model-failed)");
  }

  @Test
  void what_is_not_the_users_is_nothing_to_remember() {
    Answer answer = extract("[{\"role\": \"assistant\", \"content\": \"In Turku.\"}]").expect(200);

    assertThat(answer.json().path("steps")).isEmpty();
    assertThat(answer.json().path("passed_over")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                              | messages
          [{"content": "a"}]                              | messages[0].role
          [{"role": "user"}, {"role": "boss"}]            | messages[1].role
          [{"role": "user", "content": " "}]              | messages[0].content
          [{"role": "user", "name": "ada"}]               | messages[0].name
          ["a"]                                           | messages
          """)
  void what_is_no_conversation_is_refused_by_the_field(String messages, String field) {
    assertThat(extract(messages).expect(400).text("/errors/0/field")).startsWith(field);
  }
}
