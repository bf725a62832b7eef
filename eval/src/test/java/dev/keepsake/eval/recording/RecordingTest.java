package dev.keepsake.eval.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.ExistingMemory;
import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.dataset.Keyword;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import dev.keepsake.memory.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordingTest {
  private static final RecordingHeader HEADER =
      new RecordingHeader(
          "d1",
          "toy",
          new TreeMap<>(Map.of("temperature", "0.0")),
          new TreeMap<>(Map.of("instructions", "p1", "save_memory", "p2")),
          Instant.parse("2026-03-01T10:00:00Z"));
  private static final RecordedCase ANSWERED =
      new RecordedCase(
          "c-1",
          "h1",
          List.of(
              new ChatAnswer(
                  "",
                  List.of(new ToolRequest("call_1", "save_memory", "{not \"JSON\"\n")),
                  new TokenCount(100, 20),
                  FinishReason.TOOL_CALLS),
              new ChatAnswer("Später.\r\n", List.of(), TokenCount.NONE, FinishReason.OTHER)),
          Optional.empty());
  private static final RecordedCase FAILED =
      new RecordedCase(
          "c-2",
          "h2",
          List.of(),
          Optional.of(new RecordedCase.Failure(ErrorCode.MODEL_UNAVAILABLE, "It was down.")));

  private static final String LINE_1 =
      """
      {"format":"keepsake-model-answers","version":1,"dataset_sha256":"d","model":"m","parameters":{},"prompts":{},"created":"2026-03-01T10:00:00Z"}
      """;
  private static final String LINE_2 =
      """
      {"case_id":"c","case_sha256":"h","answers":[{"text":"","tool_calls":[{"id":"1","name":"n","arguments":"{}"}],"input_tokens":1,"output_tokens":2,"finish_reason":"stop"}],"failure":{"code":"model-failed","message":"m"}}
      """;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("run.jsonl");
  }

  private void write(RecordingHeader header, RecordedCase... cases) {
    try (var writer = RecordingWriter.open(file(), header)) {
      for (RecordedCase one : cases) {
        writer.append(one);
      }
    }
  }

  @Test
  void what_is_written_is_read() {
    write(HEADER, ANSWERED, FAILED);

    Recording read = Recording.read(file());
    assertThat(read.header()).isEqualTo(HEADER);
    assertThat(read.file()).isEqualTo("run.jsonl");
    assertThat(read.find("c-1")).contains(ANSWERED);
    assertThat(read.find("c-2")).contains(FAILED);
    assertThat(read.find("c-3")).isEmpty();
  }

  @Test
  void every_case_is_on_file_when_it_is_finished() {
    try (var writer = RecordingWriter.open(file(), HEADER)) {
      writer.append(ANSWERED);
      assertThat(Recording.read(file()).cases()).containsOnlyKeys("c-1");
      writer.append(FAILED);
      assertThat(Recording.read(file()).cases()).containsOnlyKeys("c-1", "c-2");
    }
  }

  @Test
  void an_interrupted_recording_is_gone_on_with() throws Exception {
    write(HEADER, ANSWERED);
    Files.writeString(file(), "{\"case_id\":\"c-2\",\"answ\u00e4", StandardOpenOption.APPEND);
    // within a character, too
    byte[] bytes = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length - 1));

    var later =
        new RecordingHeader("d1", "toy", HEADER.parameters(), HEADER.prompts(), Instant.EPOCH);
    write(later, FAILED);

    Recording read = Recording.read(file());
    assertThat(read.header()).isEqualTo(HEADER);
    assertThat(read.cases()).containsOnlyKeys("c-1", "c-2");
  }

  @Test
  void a_recording_of_something_else_is_not_touched() throws Exception {
    write(HEADER, ANSWERED);
    String before = Files.readString(file());
    var other =
        new RecordingHeader("d2", "toy", HEADER.parameters(), HEADER.prompts(), Instant.EPOCH);

    assertThatThrownBy(() -> write(other, FAILED)).hasMessageContaining("name another file");
    assertThat(file()).hasContent(before);
  }

  @Test
  void a_file_that_is_no_recording_is_not_touched() throws Exception {
    Files.writeString(file(), "Dear diary");

    assertThatThrownBy(() -> write(HEADER, ANSWERED)).isInstanceOf(MemoryException.class);
    assertThat(file()).hasContent("Dear diary");
  }

  @Test
  void of_a_case_that_was_recorded_twice_the_later_counts() {
    var again = new RecordedCase("c-1", "h9", List.of(), Optional.empty());
    write(HEADER, ANSWERED, again);

    assertThat(Recording.read(file()).find("c-1")).contains(again);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | `keepsake-model-answers` | `keepsake-memories`       | field format: a recording says",
        "1 | `\"version\":1`          | `\"version\":2`            | field version: is 2",
        "1 | `\"model\":\"m\"`        | `\"model\":7`             | field model: must be a text",
        "1 | `\"prompts\":{}`         | `\"prompts\":{\"a\":1}`   | field prompts.a: must be a"
            + " text",
        "1 | `\"prompts\":{},`        | ``                        | field prompts: must be an"
            + " object",
        "1 | `2026-03-01T10:00:00Z`   | `yesterday`               | field created: must be a time",
        "2 | `\"case_id\":\"c\",`     | ``                        | field case_id: must be a text",
        "2 | `\"case_id\"`            | `\"extra\":1,\"case_id\"` | field extra: unknown",
        "2 | `\"input_tokens\":1`     | `\"input_tokens\":-1`     | field answers[0].input_tokens:"
            + " must be",
        "2 | `\"stop\"`               | `\"bored\"`               | field answers[0].finish_reason:"
            + " \"bored\"",
        "2 | `\"name\":\"n\"`         | `\"name\":null`           | field"
            + " answers[0].tool_calls[0].name: must",
        "2 | `\"model-failed\"`       | `\"oops\"`                | field failure.code: \"oops\"",
        "2 | `\"c\"`                  | `\"c`                     | not JSON",
      })
  void what_does_not_fit_is_refused_with_line_and_field(
      int line, String right, String wrong, String problem) {
    String text = LINE_1 + LINE_2;
    assertThat(Recording.parse("r", text).cases()).hasSize(1);
    String replacement = wrong == null ? "" : wrong;
    String broken =
        line == 1
            ? LINE_1.replace(right, replacement) + LINE_2
            : LINE_1 + LINE_2.replace(right, replacement);

    assertThat(broken).isNotEqualTo(text);
    assertThatThrownBy(() -> Recording.parse("r", broken))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageStartingWith("r, line " + line + ": " + problem);
  }

  @Test
  void a_file_that_is_empty_or_not_there_is_refused() throws Exception {
    assertThatThrownBy(() -> Recording.read(file())).hasMessageContaining("can't be read");
    Files.createFile(file());
    assertThatThrownBy(() -> Recording.read(file())).hasMessageContaining("is empty");
  }

  @Test
  void a_case_is_the_same_as_long_as_a_model_sees_the_same() {
    String digest = CaseDigest.of(aCase("ada", "I like tea.", List.of()));

    assertThat(CaseDigest.of(aCase("ada", "I like tea.", List.of(EXPECTED)))).isEqualTo(digest);
    assertThat(CaseDigest.of(aCase("bob", "I like tea.", List.of()))).isNotEqualTo(digest);
    assertThat(CaseDigest.of(aCase("ada", "I like tea", List.of()))).isNotEqualTo(digest);
  }

  private static final ExpectedWrite EXPECTED =
      new ExpectedWrite(List.of(Keyword.of("tea")), Set.of(), true, List.of());

  private static WriteCase aCase(String user, String said, List<ExpectedWrite> expected) {
    return new WriteCase(
        "c-1",
        List.of(),
        user,
        List.of(new ExistingMemory("The user has a cat.", MemoryType.FACT)),
        List.of(new Message(Role.USER, said, Optional.empty())),
        expected,
        List.of(),
        List.of(),
        "");
  }
}
