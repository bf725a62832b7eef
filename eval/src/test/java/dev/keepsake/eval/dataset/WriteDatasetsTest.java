package dev.keepsake.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.extract.Role;
import dev.keepsake.memory.MemoryType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WriteDatasetsTest {
  private static final String WHOLE =
      """
      {"version": "2", "description": "A test", "license": "CC0", "origin": "here", "name": "n",
       "cases": [
        {"id": "moved", "tags": ["correction", "held_out"], "user_id": "eva",
         "existing_memories": [{"content": "Lives in Berlin", "type": "fact"}, {"content": "Sings"}],
         "conversation": [
           {"role": "user", "content": "I moved", "timestamp": "2026-01-05T10:00:00+01:00"},
           {"role": "assistant", "content": ""}],
         "expected_writes": [
           {"content_keywords": ["munich", ["lives", "moved"]], "type": "fact",
            "supersedes_keywords": ["berlin"]},
           {"content_keywords": ["tea"], "type": ["meeting_note", "note"], "should_write": false}],
         "expected_deletes": ["sings", ["green", ["tea", "teas"]], {"content_keywords": ["x"]}],
         "forbidden_keywords": ["hunter2"],
         "rubric": "because"}]}
      """;
  private static final String CASE =
      "{\"id\": \"a\", \"tags\": [\"facts\"], \"conversation\": [{\"role\": \"user\", \"content\":"
          + " \"Hi\"}]%s}";

  @Test
  void every_field_is_read() {
    WriteDataset dataset = parse(WHOLE);
    WriteCase one = dataset.cases().getFirst();

    assertThat(dataset.version()).isEqualTo("2");
    assertThat(dataset.description()).isEqualTo("A test");
    assertThat(dataset.sha256()).hasSize(64);
    assertThat(dataset.warnings()).isEmpty();
    assertThat(one.tags()).containsExactly("correction", "held_out");
    assertThat(one.userId()).isEqualTo("eva");
    assertThat(one.existingMemories())
        .containsExactly(
            new ExistingMemory("Lives in Berlin", MemoryType.FACT),
            new ExistingMemory("Sings", MemoryType.FACT));
    assertThat(one.conversation().getFirst().at()).contains(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(one.conversation().getLast().role()).isEqualTo(Role.ASSISTANT);
    assertThat(one.expectedWrites().getFirst().contentKeywords())
        .containsExactly(Keyword.of("munich"), Keyword.of("lives", "moved"));
    assertThat(one.expectedWrites().getFirst().supersedesKeywords())
        .containsExactly(Keyword.of("berlin"));
    assertThat(one.expectedWrites().getLast().types())
        .containsExactlyInAnyOrder(MemoryType.MEETING, MemoryType.NOTE);
    assertThat(one.expectedWrites().getLast().shouldWrite()).isFalse();
    assertThat(one.expectedDeletes())
        .containsExactly(
            List.of(Keyword.of("sings")),
            List.of(Keyword.of("green"), Keyword.of("tea", "teas")),
            List.of(Keyword.of("x")));
    assertThat(one.forbiddenKeywords()).containsExactly(Keyword.of("hunter2"));
    assertThat(one.rubric()).isEqualTo("because");
  }

  @Test
  void a_bare_list_and_a_byte_order_mark_are_fine() {
    WriteDataset dataset = parse("\uFEFF[" + CASE.formatted("") + "]");

    assertThat(dataset.version()).isEqualTo("1");
    assertThat(dataset.cases().getFirst().userId()).isEqualTo("eval-user");
    assertThat(dataset.cases().getFirst().expectedWrites()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T09:00:00Z, 2026-01-05T09:00:00Z",
    "2026-01-05T09:00:00.123456Z, 2026-01-05T09:00:00.123456Z",
    "2026-01-05T09:00:00.5Z, 2026-01-05T09:00:00.5Z",
    "2026-01-05T09:00Z, 2026-01-05T09:00:00Z",
    "2026-01-05T09:00:00-0500, 2026-01-05T14:00:00Z",
    "2026-01-05T09:00:00+01, 2026-01-05T08:00:00Z",
    "2026-01-05T09:00:00, 2026-01-05T09:00:00Z",
    "2026-01-05 09:00, 2026-01-05T09:00:00Z",
    "2026-01-05, 2026-01-05T00:00:00Z",
  })
  void moments_are_read_as_iso_8601_has_them(String written, Instant moment) {
    String conversation =
        "[{\"id\": \"a\", \"tags\": [\"facts\"], \"conversation\": [{\"role\": \"user\","
            + " \"content\": \"Hi\", \"timestamp\": \""
            + written
            + "\"}]}]";
    assertThat(parse(conversation).cases().getFirst().conversation().getFirst().at())
        .isEqualTo(Optional.of(moment));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"tags": ["facts"], "conversation": [{"role": "user", "content": "Hi"}]} | case #1, field id: must be a text that is not blank; it is missing
          {"id": " ", "conversation": [{"role": "user", "content": "Hi"}]} | case #1, field id: must be a text that is not blank; it was blank
          {"id": "a"} | case a, field conversation: must have at least one message
          {"id": "a", "conversation": []} | case a, field conversation: must have at least one message
          {"id": "a", "conversation": "Hi"} | case a, field conversation: must be a list; it was a text
          {"id": "a", "conversation": ["Hi"]} | case a, field conversation[0]: must be an object; it was a text
          {"id": "a", "conversation": [{"role": "bot", "content": "Hi"}]} | case a, field conversation[0].role: "bot" is none of [user, assistant, system, tool]
          {"id": "a", "conversation": [{"role": "user"}]} | case a, field conversation[0].content: is missing
          {"id": "a", "conversation": [{"role": "user", "content": "Hi", "timestamp": "soon"}]} | case a, field conversation[0].timestamp: "soon" is no moment; write it like 2026-01-05T09:00:00Z or 2026-01-05
          {"id": "a", "conversation": [{"role": "user", "content": "Hi", "timestamp": "2026-02-31"}]} | case a, field conversation[0].timestamp: "2026-02-31" is no moment; write it like 2026-01-05T09:00:00Z or 2026-01-05
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_writes": [{"content_keywords": []}]} | case a, field expected_writes[0].content_keywords: must have at least one keyword
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_writes": [{"should_write": false}]} | case a, field expected_writes[0].content_keywords: must have at least one keyword
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_writes": [{"content_keywords": ["..."]}]} | case a, field expected_writes[0].content_keywords[0]: must be a word or phrase, or a list of alternatives; it was a text
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_writes": [{"content_keywords": [[]]}]} | case a, field expected_writes[0].content_keywords[0]: must have at least one alternative
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_writes": [{"content_keywords": [7]}]} | case a, field expected_writes[0].content_keywords[0]: must be a word or phrase, or a list of alternatives; it was the number 7
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_writes": [{"content_keywords": ["x"], "should_write": "no"}]} | case a, field expected_writes[0].should_write: must be true or false; it was a text
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_writes": [{"keywords": ["x"], "content_keywords": ["x"], "types": "fact"}]} | case a, field expected_writes[0].types: unknown; did you mean `type`?
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_deletes": [[]]} | case a, field expected_deletes[0]: must have at least one keyword
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_deletes": [{}]} | case a, field expected_deletes[0].content_keywords: must have at least one keyword
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "existing_memories": [{"content": "x", "type": "fct"}]} | case a, field existing_memories[0].type: "fct" is no memory type; they are fact, preference, decision, note, episode, identity, task, meeting, insight, contact, file, project, custom
          {"id": "a", "conversation": [{"role": "user", "content": "Hi"}], "expected_write": []} | case a, field expected_write: unknown; did you mean `expected_writes`?
          {"id": "a", "conversatoin": [], "conversation": [{"role": "user", "content": "Hi"}]} | case a, field conversatoin: unknown; did you mean `conversation`?
          "a" | case #1, field (all): must be an object; it was a text
          """)
  void what_does_not_fit_is_named_with_its_case_and_field(String json, String problem) {
    assertThat(problems("[" + json + "]")).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"cases": []}  | field cases: must be a list of at least one case
          []             | field cases: must be a list of at least one case
          {}             | field cases: must be a list of at least one case; it is missing
          {"cases": {}}  | field cases: must be a list of at least one case; it was an object
          {"case": []}   | field case: unknown; did you mean `cases`?
          "text"         | must be an object with `cases`, or a list of cases
          """)
  void a_file_without_cases_is_refused(String json, String problem) {
    assertThat(problems(json)).contains(problem);
  }

  @Test
  void all_problems_are_told_at_once() {
    String twice = CASE.formatted("");
    assertThat(
            problems(
                "[" + twice + "," + twice + ", {\"id\": \"b\", \"conversation\": 3, \"tags\": 4}]"))
        .containsExactly(
            "case a, field id: was used before; case #2 too",
            "case b, field tags: must be a list; it was the number 4",
            "case b, field conversation: must be a list; it was the number 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"cases": [     | line 1, column
          {"cases": []} x | line 1, column
          {"cases": [], "cases": []} | line 1, column
          {'cases': []}   | line 1, column
          """)
  void malformed_json_is_told_with_line_and_column(String json, String where) {
    assertThat(problems(json)).singleElement().asString().startsWith(where).contains("not JSON");
  }

  @Test
  void the_line_of_malformed_json_is_right() {
    assertThat(problems("{\n\"cases\": [\n  nonsense]}"))
        .singleElement()
        .asString()
        .startsWith("line 3, column ");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    assertThatThrownBy(() -> WriteDatasets.parse("f.json", (byte) '"', (byte) 0xff))
        .isInstanceOf(DatasetException.class)
        .hasMessage("f.json: is not written in UTF-8");
  }

  @Test
  void a_file_that_is_too_large_is_refused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.json");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(WriteDatasets.MOST_BYTES + 1);
    }
    assertThatThrownBy(() -> WriteDatasets.read(file))
        .hasMessage("large.json: is larger than 64 MiB, which is the most");
    assertThatThrownBy(() -> WriteDatasets.read(folder.resolve("none.json")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("none.json: could not be read");
  }

  @Test
  void what_does_no_harm_is_a_warning() {
    WriteDataset dataset =
        parse(
            "{\"author\": \"x\", \"cases\": ["
                + CASE.formatted(", \"notes\": 1")
                + ","
                + CASE.formatted(", \"notes\": 2").replace("\"a\"", "\"b\"")
                + ", {\"id\": \"c\", \"tags\": [\"cooking\"], \"conversation\": [{\"role\":"
                + " \"user\", \"content\": \"Hi\"}]}]}");

    assertThat(dataset.warnings())
        .containsExactlyInAnyOrder(
            "field author: unknown, ignored",
            "case a, field notes: unknown, ignored (2 times)",
            "case c, field tags: \"cooking\" is none of the known classes");
  }

  @ParameterizedTest
  @CsvSource({
    "facts, FACTS",
    "Fact, FACTS",
    "low-confidence, LOW_CONFIDENCE",
    "question_hypothetical, QUESTIONS_HYPOTHETICALS",
    "other languages, OTHER_LANGUAGES",
    "injections, INJECTION",
  })
  void classes_are_known_in_several_spellings(String tag, CaseClass known) {
    assertThat(CaseClass.find(tag)).contains(known);
  }

  @Test
  void the_digest_of_a_case_tells_what_it_asks_and_nothing_else() {
    WriteCase one = parse(WHOLE).cases().getFirst();
    WriteCase retagged =
        parse(WHOLE.replace("\"correction\"", "\"facts\"").replace("because", "why"))
            .cases()
            .getFirst();
    WriteCase other = parse(WHOLE.replace("munich", "paris")).cases().getFirst();

    assertThat(Digests.of(retagged)).isEqualTo(Digests.of(one));
    assertThat(Digests.of(other)).isNotEqualTo(Digests.of(one));
  }

  private static List<String> problems(String json) {
    return catchThrowableOfType(DatasetException.class, () -> parse(json)).problems();
  }

  private static WriteDataset parse(String json) {
    return WriteDatasets.parse("test.json", json.getBytes(StandardCharsets.UTF_8));
  }
}
