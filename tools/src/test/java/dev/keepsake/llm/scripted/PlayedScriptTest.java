package dev.keepsake.llm.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.AnswerListener;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import dev.keepsake.metric.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlayedScriptTest {
  private static final String HEADER =
      "{\"format\": \"keepsake-model-script\", \"version\": 1, \"model\": \"toy\"}\n";

  @TempDir private Path folder;

  private Script script(String text) throws IOException {
    return Script.read(Files.writeString(folder.resolve("script.jsonl"), text));
  }

  private PlayedScript playing(String lines) throws IOException {
    return new PlayedScript(script(HEADER + lines), Metrics.NONE);
  }

  private static ChatRequest asking(String text) {
    return new ChatRequest(List.of(new ChatMessage.User(text)), List.of());
  }

  @Test
  void a_request_is_answered_by_the_first_line_that_is_meant_for_it() throws IOException {
    var model =
        playing(
            """
            {"when": "cook", "text": "Soup."}
            {"when": "cook", "text": "Again?", "repeat": true}

            {"text": "Hello."}
            """);

    assertThat(model.ask(asking("Hi")).text()).isEqualTo("Hello.");
    assertThat(model.ask(asking("What can I cook?")).text()).isEqualTo("Soup.");
    assertThat(model.ask(asking("And what shall I cook now?")).text()).isEqualTo("Again?");
    assertThat(model.ask(asking("What do you cook?")).text()).isEqualTo("Again?");
    assertThatThrownBy(() -> model.ask(asking("Hi")))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_FAILED))
        .hasMessageContaining("has no answer left for this request");
  }

  @Test
  void an_answer_says_all_that_a_models_does_and_is_heard_word_by_word() throws IOException {
    var model =
        playing(
            """
            {"text": " Let me\\nsee. ", "tool_calls": [{"id": "a", "name": "query_memory", "arguments": "{}"}], "input_tokens": 5, "output_tokens": 2}
            """);
    var heard = new ArrayList<Object>();

    ChatAnswer answer =
        model.ask(
            asking("Hi"),
            new AnswerListener() {
              @Override
              public void text(String more) {
                heard.add(more);
              }

              @Override
              public void toolRequest(ToolRequest request) {
                heard.add(request);
              }
            });

    var call = new ToolRequest("a", "query_memory", "{}");
    assertThat(heard).containsExactly(" Let", " me", "\nsee.", " ", call);
    assertThat(answer)
        .isEqualTo(
            new ChatAnswer(
                " Let me\nsee. ", List.of(call), new TokenCount(5, 2), FinishReason.TOOL_CALLS));
  }

  @Test
  void a_failure_is_played_too() throws IOException {
    var model =
        playing("{\"failure\": {\"code\": \"model-unavailable\", \"message\": \"It is down.\"}}\n");

    assertThat(catchThrowableOfType(MemoryException.class, () -> model.ask(asking("Hi"))))
        .hasMessage("It is down.")
        .extracting(MemoryException::code)
        .isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"text": 7}                            | line 2: field text: must be a text
          {}                                     | line 2: field text: must be a text
          {"txt": "a"}                           | line 2: field txt: unknown
          {"text": "a", "repeat": "yes"}         | line 2: field repeat: must be true or false
          {"text": "a", "finish_reason": "end"}  | line 2: field finish_reason: "end" is none of
          {"failure": {"code": "x"}}             | line 2: field failure.code: "x" is no error's
          {"tool_calls": [{"id": "a"}]}          | line 2: field tool_calls[0].name: must be a text
          [                                      | line 2: not JSON
          """)
  void a_line_that_does_not_fit_is_named(String line, String problem) {
    assertThatThrownBy(() -> playing(line + "\n"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageContaining("script.jsonl, " + problem);
  }

  @Test
  void a_file_that_is_no_script_is_refused() throws IOException {
    assertThatThrownBy(() -> script("")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> script("{\"format\": \"keepsake-model-answers\"}"))
        .hasMessageContaining("field format: a script says keepsake-model-script here");
    assertThatThrownBy(() -> script(HEADER.replace("1,", "2,")))
        .hasMessageContaining("field version: this program reads 1");
    assertThatThrownBy(() -> Script.read(folder.resolve("absent")))
        .hasMessageContaining("absent can't be read");
  }
}
