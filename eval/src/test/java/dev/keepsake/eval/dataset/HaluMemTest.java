package dev.keepsake.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.MemoryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On made-up people, written in the format.
final class HaluMemTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private static ObjectNode user(String uuid, ObjectNode... sessions) {
    ObjectNode user = JSON.createObjectNode();
    user.put("uuid", uuid)
        .put("persona_info", "Name: Nora Vance; Gender: female; Birth date: 1990-01-01;")
        .put("total_question_count", 0);
    user.putArray("sessions").addAll(List.of(sessions));
    return user;
  }

  private static ObjectNode session() {
    ObjectNode session = JSON.createObjectNode();
    session
        .put("start_time", "Sep 05, 2025, 06:11:23")
        .put("end_time", "Sep 05, 2025, 07:11:23")
        .put("dialogue_turn_num", 1);
    session.putArray("dialogue");
    session.putArray("memory_points");
    session.putArray("questions").addObject().put("question", "?");
    return session;
  }

  private static ObjectNode say(ObjectNode session, String role, String content) {
    ((ArrayNode) session.path("dialogue"))
        .addObject()
        .put("role", role)
        .put("content", content)
        .put("timestamp", "Sep 05, 2025, 06:11:23")
        .put("dialogue_turn", 0);
    return session;
  }

  private static ObjectNode point(
      ObjectNode session, String source, String content, String... originals) {
    ArrayNode replaced =
        ((ArrayNode) session.path("memory_points"))
            .addObject()
            .put("index", 1)
            .put("memory_content", content)
            .put("memory_type", "Event Memory")
            .put("memory_source", source)
            .put("is_update", originals.length > 0 ? "True" : "False")
            .put("importance", 0.75)
            .put("timestamp", "Sep 05, 2025, 06:11:23")
            .putArray("original_memories");
    for (String original : originals) {
      replaced.add(original);
    }
    return session;
  }

  private record Read(List<WriteCase> cases, List<String> warnings) {}

  private static Read read(Object... users) {
    var text = new StringBuilder();
    for (Object user : users) {
      text.append(user).append('\n');
    }
    var read = new Read(new ArrayList<>(), new ArrayList<>());
    HaluMem.read(
        "mine.jsonl",
        new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)),
        read.cases()::add,
        read.warnings()::add);
    return read;
  }

  private static List<List<String>> keywords(WriteCase one) {
    return one.expectedWrites().stream().map(write -> keywords(write.contentKeywords())).toList();
  }

  private static List<String> keywords(List<Keyword> keywords) {
    return keywords.stream().flatMap(keyword -> keyword.alternatives().stream()).toList();
  }

  @Test
  void every_session_is_a_case() {
    ObjectNode first = say(session(), "user", "I moved to Lyon last week, it is lovely.");
    say(first, "assistant", "Lyon is a fine city.");
    point(first, "secondary", "Nora Vance moved to Lyon last week.");
    ObjectNode second = say(session(), "user", "Hello again.");

    Read read = read(user("u-1", first, second), user("u-2", second));

    assertThat(read.cases()).extracting(WriteCase::id).containsExactly("u-1-1", "u-1-2", "u-2-1");
    WriteCase one = read.cases().getFirst();
    assertThat(one.userId()).isEqualTo("u-1");
    assertThat(one.tags()).containsExactly("several_facts", "halumem");
    assertThat(one.existingMemories()).isEmpty();
    assertThat(one.conversation())
        .first()
        .isEqualTo(
            new Message(
                Role.USER,
                "I moved to Lyon last week, it is lovely.",
                Optional.of(Instant.parse("2025-09-05T06:11:23Z"))));
    assertThat(keywords(one)).containsExactly(List.of("Lyon", "moved", "last"));
    assertThat(one.expectedWrites())
        .allSatisfy(write -> {
          assertThat(write.shouldWrite()).isTrue();
          assertThat(write.types()).isEmpty();
          assertThat(write.supersedesKeywords()).isEmpty();
        });
    assertThat(read.cases().get(1).expectedWrites()).isEmpty();
    assertThat(read.cases().get(1).tags()).containsExactly("trivial", "halumem");
    assertThat(read.warnings()).isEmpty();
  }

  @Test
  void keywords_are_words_that_were_said_numbers_and_names_first() {
    ObjectNode session =
        say(session(), "user", "Since 2019 I have been running a bakery with my sister Ines.");
    say(session, "assistant", "A bakery is demanding work!");
    point(
        session,
        "system",
        "Nora Vance has run a demanding bakery together with her sibling Ines since Mar 01, 2019.");

    assertThat(keywords(read(user("u", session)).cases().getFirst()))
        .containsExactly(List.of("2019", "Ines", "run"));
  }

  @Test
  void what_is_rare_among_the_points_of_a_person_tells_more() {
    ObjectNode session =
        say(session(), "user", "My project about bats is late. My project about owls goes well.");
    point(session, "primary", "Nora's project about bats is late.");
    point(session, "primary", "Nora's project about owls goes well.");

    assertThat(keywords(read(user("u", session)).cases().getFirst()))
        .containsExactly(List.of("bats", "late", "project"), List.of("owls", "goes", "well"));
  }

  @Test
  void a_point_that_no_said_word_tells_is_left_out_with_a_warning() {
    ObjectNode session = say(session(), "user", "Work was fine.");
    point(session, "secondary", "Nora feels appreciated by colleagues.");
    point(session, "secondary", "Nora enjoys work.");

    Read read = read(user("u", session));

    assertThat(read.cases().getFirst().expectedWrites()).isEmpty();
    assertThat(read.warnings())
        .containsExactly(
            "user u: 2 of 2 memory points can't be told by words of their session and were left"
                + " out");
  }

  @Test
  void what_the_assistant_made_up_must_not_be_written() {
    ObjectNode session = say(session(), "user", "My brother Theo teaches chemistry in Graz.");
    say(session, "assistant", "Since Theo teaches physics, he may help you.");
    point(session, "secondary", "Nora's brother Theo teaches chemistry in Graz.");
    point(session, "interference", "Nora's brother Theo teaches physics.");

    WriteCase one = read(user("u", session)).cases().getFirst();

    assertThat(one.tags()).containsExactly("several_facts", "halumem", "interference");
    assertThat(one.expectedWrites())
        .extracting(ExpectedWrite::shouldWrite)
        .containsExactly(true, false);
    assertThat(keywords(one))
        .containsExactly(
            List.of("Graz", "chemistry", "Theo"), List.of("physics", "Theo", "brother"));
  }

  @Test
  void interference_that_uses_true_words_only_is_not_asked_for() {
    ObjectNode session = say(session(), "user", "Theo is my brother, Ines my sister in Graz.");
    say(session, "assistant", "Your brother in Graz is well?");
    point(session, "secondary", "Nora's brother is Theo, and her sister Ines lives in Graz.");
    point(session, "interference", "Nora's brother lives in Graz.");

    Read read = read(user("u", session));

    assertThat(read.cases().getFirst().expectedWrites()).hasSize(1);
    assertThat(read.warnings()).hasSize(1);
  }

  @Test
  void an_update_replaces_what_is_remembered_before() {
    ObjectNode session =
        say(session(), "user", "I left the hospital, I am a nurse at a school in Porto now.");
    point(
        session,
        "secondary",
        "Nora Vance works as a nurse at a school in Porto.",
        "Nora Vance works as a nurse at the hospital in Braga.",
        "Nora Vance works nights.");
    point(
        session,
        "secondary",
        "Nora left the hospital.",
        "nora vance works as a nurse at the hospital in Braga");

    WriteCase one = read(user("u", session)).cases().getFirst();

    assertThat(one.tags().getFirst()).isEqualTo("corrections");
    assertThat(one.existingMemories())
        .containsExactly(
            new ExistingMemory(
                "Nora Vance works as a nurse at the hospital in Braga.", MemoryType.FACT));
    assertThat(keywords(one.expectedWrites().getFirst().supersedesKeywords()))
        .contains("Braga")
        .hasSize(3);
  }

  @Test
  void originals_of_what_is_no_update_replace_nothing() {
    ObjectNode session = say(session(), "user", "I live in Porto.");
    point(session, "secondary", "Nora lives in Porto.", "Nora lives in Braga.");
    ((ObjectNode) session.at("/memory_points/0")).put("is_update", false);

    WriteCase one = read(user("u", session)).cases().getFirst();

    assertThat(one.existingMemories()).isEmpty();
    assertThat(one.expectedWrites().getFirst().supersedesKeywords()).isEmpty();
  }

  @Test
  void a_session_of_distraction_expects_nothing_and_one_without_dialogue_is_no_case() {
    ObjectNode distraction = JSON.createObjectNode().put("is_generated_qa_session", true);
    distraction
        .putArray("dialogue")
        .addObject()
        .put("role", "user")
        .put("content", "What is 7 times 8?");

    Read read = read(user("u", session(), distraction));

    assertThat(read.cases()).hasSize(1);
    assertThat(read.cases().getFirst().id()).isEqualTo("u-2");
    assertThat(read.cases().getFirst().expectedWrites()).isEmpty();
    assertThat(read.cases().getFirst().tags()).containsExactly("trivial", "halumem", "generated");
    assertThat(read.cases().getFirst().conversation().getFirst().at()).isEmpty();
    assertThat(read.warnings())
        .containsExactly("user u: 1 of 2 sessions have no dialogue and were left out");
  }

  @Test
  void a_memory_of_before_that_no_store_takes_is_left_out_with_a_warning() {
    ObjectNode session = say(session(), "user", "I live in Porto.");
    point(session, "secondary", "Nora lives in Porto.", "x".repeat(2001));

    Read read = read(user("u", session));

    assertThat(read.cases().getFirst().existingMemories()).isEmpty();
    assertThat(read.cases().getFirst().expectedWrites().getFirst().supersedesKeywords()).isEmpty();
    assertThat(read.warnings()).hasSize(1);
  }

  @Test
  void a_file_becomes_a_dataset() throws IOException {
    ObjectNode session = say(session(), "user", "I live in Porto.");
    point(session, "secondary", "Nora lives in Porto.");
    Path file = folder.resolve("HaluMem-Mine.jsonl");
    Files.writeString(file, user("u", session) + "\r\n\n");

    WriteDataset dataset = HaluMem.read(file);

    assertThat(dataset.name()).isEqualTo("HaluMem-Mine.jsonl");
    assertThat(dataset.sha256()).matches("[0-9a-f]{64}");
    assertThat(dataset.cases()).hasSize(1);
    assertThatThrownBy(() -> HaluMem.read(folder.resolve("none.jsonl")))
        .isInstanceOf(DatasetException.class)
        .hasMessage("none.jsonl: could not be read");
  }

  @Test
  void a_person_is_handed_on_before_the_next_line_is_read() throws IOException {
    String line = user("u", say(session(), "user", "Hello.")) + "\n";
    var heard = new ArrayList<String>();
    try (InputStream broken =
        new InputStream() {
          private final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
          private boolean read;

          @Override
          public int read() {
            throw new AssertionError("read byte by byte");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            if (read) {
              throw new IOException("the disk is gone");
            }
            read = true;
            System.arraycopy(bytes, 0, into, from, bytes.length);
            return bytes.length;
          }
        }) {
      assertThatThrownBy(
              () -> HaluMem.read("mine.jsonl", broken, one -> heard.add(one.id()), _ -> {}))
          .isInstanceOf(DatasetException.class)
          .hasMessage("mine.jsonl: could not be read");
    }
    assertThat(heard).containsExactly("u-1");
  }

  record Fault(String expected, Consumer<ObjectNode> change) {}

  static List<Fault> faults() {
    String session = "field user u, sessions[0].";
    return List.of(
        new Fault("field uuid: must be a text that is not blank", user -> user.put("uuid", 7)),
        new Fault("field uuid: a user name", user -> user.put("uuid", "x".repeat(300))),
        new Fault(
            "field user u.persona_info: must have the person's name",
            user -> user.put("persona_info", "Gender: female")),
        new Fault("field user u.sessions: must be a list", user -> user.remove("sessions")),
        new Fault("field user u.sessions: must be a list", user -> user.put("sessions", "none")),
        new Fault(
            "field user u.sessions[0]: must be an object",
            user -> user.putArray("sessions").add(1)),
        new Fault(session + "dialogue: must be a list", user -> at(user, "").remove("dialogue")),
        new Fault(
            session + "memory_points: must be a list",
            user -> at(user, "").putNull("memory_points")),
        new Fault(
            session + "dialogue[0].role: is none of user, assistant",
            user -> at(user, "/dialogue/0").put("role", "bot")),
        new Fault(
            session + "dialogue[0].content: must be a text",
            user -> at(user, "/dialogue/0").put("content", 1)),
        new Fault(
            session + "dialogue[0].timestamp: must be a time such as",
            user -> at(user, "/dialogue/0").put("timestamp", "2025-09-05T06:11:23Z")),
        new Fault(
            session + "memory_points[0].memory_content: must be a text that is not blank",
            user -> at(user, "/memory_points/0").put("memory_content", " ")),
        new Fault(
            session + "memory_points[0].memory_source: is none of primary, secondary",
            user -> at(user, "/memory_points/0").put("memory_source", "guess")),
        new Fault(
            session + "memory_points[0].is_update: must be \"True\" or \"False\"",
            user -> at(user, "/memory_points/0").put("is_update", "perhaps")),
        new Fault(
            session + "memory_points[0].original_memories: must be a list of texts",
            user -> at(user, "/memory_points/0").putArray("original_memories").add(7)),
        new Fault(
            session + "memory_points: has more than 1000 elements",
            user -> {
              ArrayNode points = at(user, "").putArray("memory_points");
              for (int i = 0; i < 1001; i++) {
                points.addObject();
              }
            }));
  }

  private static ObjectNode at(ObjectNode user, String path) {
    return (ObjectNode) user.at("/sessions/0" + path);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void what_does_not_fit_is_refused_with_line_user_and_field(Fault fault) {
    ObjectNode fine = user("before", say(session(), "user", "Hello."));
    ObjectNode session = say(session(), "user", "I live in Porto.");
    ObjectNode user = user("u", point(session, "secondary", "Nora lives in Porto."));
    fault.change().accept(user);

    assertThatThrownBy(() -> read(fine, user))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith("mine.jsonl, line 2, " + fault.expected());
  }

  @Test
  void what_is_no_such_file_is_refused() {
    assertThatThrownBy(() -> read())
        .hasMessage("mine.jsonl, line 1, field (line): the file has no users");
    assertThatThrownBy(() -> read("[]"))
        .hasMessage("mine.jsonl, line 1, field (line): not a JSON object");
    assertThatThrownBy(() -> read("{\"uuid\": \"u\""))
        .hasMessageStartingWith("mine.jsonl, line 1, field (line): not JSON: ");
    assertThatThrownBy(() -> read("{} {}"))
        .hasMessageStartingWith("mine.jsonl, line 1, field (line): not JSON: ");
    ObjectNode user = user("u");
    assertThatThrownBy(() -> read(user, user))
        .hasMessage("mine.jsonl, line 2, field uuid: \"u\" was used before");
  }

  @Test
  void a_line_without_end_is_refused() throws IOException {
    var endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) 'x');
            return length;
          }
        };
    try (endless) {
      assertThatThrownBy(() -> HaluMem.read("mine.jsonl", endless, _ -> {}, _ -> {}))
          .hasMessage("mine.jsonl, line 1, field (line): longer than 64 MiB");
    }
  }
}
