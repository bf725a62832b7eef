package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// `save`, `query`, `list`, `history` and `audit` on a real data folder.
final class MemoryCommandsTest {
  // one folder, since each new one has the model unpacked into it; a user for each test
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private CommandRun.Setup keepsake;

  @BeforeEach
  void useTheFolder(TestInfo test) {
    keepsake = new CommandRun.Setup(home).with("KEEPSAKE_USER", test.getDisplayName());
  }

  @Test
  void what_is_saved_is_found_and_listed() {
    CommandRun saved = keepsake.run("save", "Ada prefers tea to coffee.", "--type", "preference");
    CommandRun found = keepsake.run("query", "what does Ada drink");
    CommandRun listed = keepsake.run("list");

    assertThat(saved.exitCode()).isZero();
    assertThat(saved.out()).startsWith("created  Remembered.");
    assertThat(saved.err()).isEmpty();
    assertThat(found.out()).contains("SCORE", "preference", "Ada prefers tea to coffee.");
    assertThat(listed.out()).doesNotContain("SCORE").contains("Ada prefers tea to coffee.");
  }

  @Test
  void every_argument_of_save_arrives() {
    String old = id(keepsake.json("save", "Ada lives in Lyon."));

    JsonNode answer =
        keepsake.json(
            "save",
            "Ada lives in Porto.",
            "--type=fact",
            "--confidence=0.75",
            "--importance=0.9",
            "--supersedes=" + old,
            "--source-message-id=m-1",
            "--idempotency-key=k-1");
    JsonNode again =
        keepsake.json(
            "save",
            "Ada lives in Porto.",
            "--type=fact",
            "--confidence=0.75",
            "--importance=0.9",
            "--supersedes=" + old,
            "--source-message-id=m-1",
            "--idempotency-key=k-1");

    assertThat(answer.path("supersedes").asText()).isEqualTo(old);
    assertThat(again.path("replayed").asBoolean()).isTrue();
    JsonNode event = keepsake.json("audit", "--limit", "1");
    assertThat(event.path("memory_type").asText()).isEqualTo("fact");
    assertThat(event.path("confidence").asDouble()).isEqualTo(0.75);
    assertThat(event.path("importance").asDouble()).isEqualTo(0.9);
    assertThat(event.path("provenance").asText()).isEqualTo("user");
    JsonNode story = keepsake.json("history", id(answer));
    assertThat(story.at("/memories/1/source_message_id").asText()).isEqualTo("m-1");
  }

  @Test
  void a_dash_reads_standard_input_as_utf_8() {
    keepsake.input("Zoë trinkt 茶.\n".getBytes(StandardCharsets.UTF_8));

    keepsake.json("save", "-");

    assertThat(keepsake.json("list").at("/memories/0/content").asText()).isEqualTo("Zoë trinkt 茶.");
  }

  @Test
  void standard_input_that_is_no_text_is_refused() {
    keepsake.input((byte) 0xC3, (byte) 0x28);

    CommandRun run = keepsake.run("save", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("keepsake: The text on standard input must be UTF-8.\n");
  }

  @Test
  void a_memory_may_begin_with_an_at_sign() {
    keepsake.json("save", "@ada is her handle");

    assertThat(keepsake.json("list").at("/memories/0/content").asText())
        .isEqualTo("@ada is her handle");
  }

  @Test
  void a_guess_is_answered_and_not_stored() {
    CommandRun run = keepsake.run("save", "Ada enjoys jazz.", "--confidence", "0.1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("discarded");
    assertThat(keepsake.run("list").out()).isEqualTo("No memories.\n");
  }

  @Test
  void what_waits_is_listed_and_confirmed() {
    CommandRun asked = keepsake.run("save", "Ada enjoys jazz.", "--confidence", "0.6");
    String pending = keepsake.json("pending").at("/pending/0/pending_id").asText();
    CommandRun waiting = keepsake.run("pending");
    CommandRun confirmed = keepsake.run("confirm", pending, "--content", "Ada loves jazz.");

    assertThat(asked.out()).startsWith("confirm_needed").contains(pending);
    assertThat(waiting.out()).contains("0.60", "note", "Ada enjoys jazz.", pending);
    assertThat(confirmed.exitCode()).isZero();
    assertThat(confirmed.out()).startsWith("created  Remembered.");
    assertThat(keepsake.run("pending").out()).isEqualTo("Nothing waits for confirmation.\n");
    JsonNode listed = keepsake.json("list").at("/memories/0");
    assertThat(listed.path("content").asText()).isEqualTo("Ada loves jazz.");
    assertThat(listed.path("trust").asText()).isEqualTo("high");
  }

  @Test
  void what_is_declined_no_longer_waits() {
    keepsake.run("save", "Ada enjoys jazz.", "--confidence", "0.6");
    String pending = keepsake.json("pending").at("/pending/0/pending_id").asText();

    assertThat(keepsake.run("confirm", pending, "--decline").out()).startsWith("discarded");

    assertThat(keepsake.json("pending").path("total_count").asInt()).isZero();
    CommandRun late = keepsake.run("confirm", pending);
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.err()).contains("it was declined");
    assertThat(keepsake.run("list").out()).isEqualTo("No memories.\n");
  }

  @Test
  void a_wrong_confirmation_changes_nothing() {
    keepsake.run("save", "Ada enjoys jazz.", "--confidence", "0.6");
    String pending = keepsake.json("pending").at("/pending/0/pending_id").asText();

    CommandRun both = keepsake.run("confirm", pending, "--decline", "--content", "Ada is tall.");
    CommandRun nonsense = keepsake.run("confirm", "nonsense");

    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("exclude each other");
    assertThat(nonsense.exitCode()).isNotZero();
    assertThat(nonsense.err()).contains("pending_id");
    assertThat(keepsake.json("pending").path("total_count").asInt()).isOne();
  }

  @Test
  void users_and_scopes_are_apart() {
    keepsake.json("save", "Ada prefers tea.", "--scope", "work");

    assertThat(contents("--scope", "work")).containsExactly("Ada prefers tea.");
    assertThat(contents("--scope", "work", "--user", "bob")).isEmpty();
    assertThat(contents()).isEmpty();
  }

  @Test
  void a_list_is_continued_by_its_cursor() {
    keepsake.json("save", "Ada prefers tea.");
    keepsake.json("save", "The bicycle is in the cellar.");

    CommandRun first = keepsake.run("list", "--limit", "1");
    String more = first.out().lines().toList().getLast();
    assertThat(more).startsWith("more: keepsake list --cursor ");
    CommandRun second = keepsake.run("list", "--cursor", more.substring(more.lastIndexOf(' ') + 1));

    assertThat(first.out()).contains("bicycle").doesNotContain("tea");
    assertThat(second.out()).contains("tea").doesNotContain("bicycle");
  }

  @Test
  void every_filter_of_query_arrives() {
    keepsake.json("save", "Ada prefers tea.", "--type", "preference");
    keepsake.json("save", "The bicycle is in the cellar.", "--type", "note");

    assertThat(contents("--type", "preference,fact")).containsExactly("Ada prefers tea.");
    assertThat(contents("--tags", "nothing")).isEmpty();
    assertThat(contents("--since", "2999-01-01T00:00:00Z")).isEmpty();
    assertThat(contents("--until", "2000-01-01T00:00:00Z")).isEmpty();
    assertThat(contents("--as-of", "2000-01-01T00:00:00Z")).isEmpty();
    assertThat(contents("--valid-at", "2000-01-01T00:00:00Z")).isEmpty();
    assertThat(contents("--limit", "1")).hasSize(1);
    assertThat(contents("the bicycle", "--min-score", "1")).doesNotContain("Ada prefers tea.");
  }

  @Test
  void a_history_tells_the_chain_from_either_end() {
    String old = id(keepsake.json("save", "Ada lives in Lyon."));
    String head = id(keepsake.json("save", "Ada lives in Porto.", "--supersedes", old));

    CommandRun story = keepsake.run("history", old);
    JsonNode json = keepsake.json("history", head);

    assertThat(story.out())
        .containsSubsequence("Ada lives in Lyon.", "superseded", "Ada lives in Porto.", "active")
        .contains("#1", "create", "#2", "#3");
    assertThat(json.path("memories").findValuesAsText("id")).containsExactly(old, head);
    assertThat(json.at("/memories/0/superseded_by").asText()).isEqualTo(head);
    assertThat(json.path("events")).hasSize(3);
  }

  @Test
  void a_history_and_a_query_tell_what_was_known_and_what_held_at_another_time() {
    String old = id(keepsake.json("save", "Ada lives in Lyon."));
    String head = id(keepsake.json("save", "Ada lives in Porto.", "--supersedes", old));
    JsonNode versions = keepsake.json("history", head).path("memories");
    String began = versions.at("/0/recorded_at").asText();
    String moved = versions.at("/1/recorded_at").asText();

    JsonNode then = keepsake.json("history", old, "--as-of", began);
    assertThat(then.path("memories").findValuesAsText("status")).containsExactly("active");
    assertThat(then.path("events")).hasSize(1);
    CommandRun unknown = keepsake.run("history", head, "--as-of", began);
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("or was none at " + began);
    CommandRun held = keepsake.run("history", head, "--valid-at", began);
    assertThat(held.out()).contains("Ada lives in Lyon.", "held from").doesNotContain("Porto");
    assertThat(keepsake.run("history", head, "--valid-at", "1999-01-01T00:00:00Z").out())
        .contains("None held at that time.");

    assertThat(contents(keepsake.json("query", "--valid-at", began)))
        .containsExactly("Ada lives in Lyon.");
    assertThat(contents(keepsake.json("query", "--valid-at", moved)))
        .containsExactly("Ada lives in Porto.");
    assertThat(contents(keepsake.json("query", "--valid-at", moved, "--as-of", began)))
        .containsExactly("Ada lives in Lyon.");
  }

  private static List<String> contents(JsonNode answer) {
    return answer.path("memories").findValuesAsText("content");
  }

  @Test
  void the_history_of_another_users_memory_is_not_there() {
    String id = id(keepsake.json("save", "Ada lives in Lyon."));

    CommandRun run = keepsake.run("history", id, "--user", "bob", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().path("code").asText()).isEqualTo("not-found");
    assertThat(run.err()).startsWith("keepsake: There is no memory " + id);
  }

  @Test
  void with_audit_reads_what_is_shown_has_its_event() {
    keepsake.json("save", "Ada lives in Lyon.");
    keepsake.with("KEEPSAKE_AUDIT_READS", "true");
    String id = keepsake.json("list").at("/memories/0/id").asText();
    keepsake.json("history", id);
    keepsake.run("export");

    keepsake.with("KEEPSAKE_AUDIT_READS", "false");
    List<JsonNode> events =
        keepsake
            .run("audit", "--json")
            .out()
            .lines()
            .map(line -> new CommandRun(0, line, "").json())
            .toList();
    assertThat(events.reversed())
        .extracting(e -> e.path("operation").asText() + " " + e.at("/details/way").asText())
        .containsExactly("create ", "read query_memory", "read history", "read export");
    assertThat(events.getFirst().at("/details/memory_ids").asText()).isEqualTo(id);
    assertThat(keepsake.run("audit", "verify").exitCode()).isZero();
    assertThat(keepsake.run("audit").out()).contains("read", "answered");
  }

  @Test
  void the_audit_trail_is_shown_and_whole() {
    keepsake.json("save", "Ada lives in Lyon.");
    keepsake.json("save", "Ada lives in Lyon!");

    CommandRun table = keepsake.run("audit");
    CommandRun lines = keepsake.run("audit", "--json");

    assertThat(table.out().lines()).hasSize(3);
    assertThat(table.out()).contains("duplicate_skipped", "created");
    assertThat(lines.out().lines()).hasSize(2).allMatch(line -> line.contains("\"prev_hash\""));
    assertThat(keepsake.run("audit", "verify").out())
        .startsWith("whole  ")
        .endsWith(" none missing or changed.\n");
    assertThat(keepsake.json("audit", "verify").path("whole").asBoolean()).isTrue();
  }

  @Test
  void an_empty_memory_is_said_to_be_empty() {
    assertThat(keepsake.run("list").out()).isEqualTo("No memories.\n");
    assertThat(keepsake.run("audit").out()).isEqualTo("No events.\n");
    assertThat(keepsake.run("audit", "verify").exitCode()).isZero();
  }

  @Test
  void what_a_memory_holds_cannot_repaint_the_terminal() {
    keepsake.json("save", "tea\n\u202egnp");

    for (String command : List.of("list", "query", "audit")) {
      assertThat(keepsake.run(command).out()).contains("tea\\n\\u202egnp").doesNotContain("\u202e");
    }
  }

  private List<String> contents(String... arguments) {
    var all = new ArrayList<>(List.of("query"));
    all.addAll(List.of(arguments));
    return keepsake.json(all.toArray(String[]::new)).findValuesAsText("content");
  }

  private static String id(JsonNode answer) {
    return answer.path("memory_id").asText();
  }
}
