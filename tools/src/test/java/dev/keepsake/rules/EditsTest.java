package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What programs change of memories.
class EditsTest extends RuleTest {
  private static final String BERLIN = "The user lives in Berlin";
  private static final String LISBON = "The user lives in Lisbon";

  private static final String HIDING =
      """
      version: mine
      rules:
        - {name: hide_mail, redact: [email]}
        - {name: sure, when: confidence >= confidence_auto, outcome: accept}
        - {name: rest, outcome: discard}
      """;

  private final HeldEmbedder model = new HeldEmbedder();
  private final HeldDetectors detectors = new HeldDetectors();

  private RawCalls program() {
    return RawCalls.of(memory, "ada");
  }

  private String created(String content, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "content";
    arguments[1] = content;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return program().done("create_memory", arguments).at("/memory/id").asText();
  }

  private JsonNode changed(String id, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "id";
    arguments[1] = id;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return program().done("update_memory", arguments).path("memory");
  }

  private JsonNode got(String id) {
    return program().done("get_memory", "id", id);
  }

  private void decideWith(HeldDetectors classes) {
    memory.close();
    memory =
        TestMemory.over(
            database.openStore(clock),
            KeepsakeSettings.defaults(folder).with(RateLimits.OFF),
            classes,
            clock);
  }

  /// While the first edit waits for the model, the second is committed.
  @Test
  void what_another_edit_changes_meanwhile_stays_changed() {
    reopen(settings -> settings, model);
    String id = created(BERLIN, "title", "Home", "tags", List.of("home"));
    model.beforeNext(
        () -> changed(id, "title", "Where", "tags", List.of("place"), "metadata", Map.of("a", 1)));
    JsonNode after = changed(id, "content", LISBON);
    assertThat(after.path("title").asText()).isEqualTo("Where");
    assertThat(after.at("/tags/0").asText()).isEqualTo("place");
    assertThat(after.at("/metadata/a").asInt()).isOne();
    assertThat(after.path("content").asText()).isEqualTo(LISBON);
    assertThat(got(id)).isEqualTo(after);
  }

  /// While the first edit is looked through by the policy, the second is committed.
  @Test
  void words_that_were_replaced_meanwhile_do_not_come_back() {
    decideWith(detectors);
    String id = created(BERLIN, "tags", List.of("home"));
    detectors.beforeNext(() -> changed(id, "content", LISBON));
    JsonNode after = changed(id, "title", "Where");
    assertThat(after.path("content").asText()).isEqualTo(LISBON);
    assertThat(after.path("title").asText()).isEqualTo("Where");
    assertThat(after.at("/tags/0").asText()).isEqualTo("home");
    assertThat(got(id)).isEqualTo(after);
    assertThat(memory.found("Where does the user live?")).containsExactly(LISBON);
    assertThat(
            database.rows(
                "select details from memory_write_events where operation = 'update' order by seq"))
        .extracting(event -> json(String.valueOf(event.get("details"))).path("changed").asText())
        .containsExactly("content", "title");
  }

  /// What both set is the later one's.
  @Test
  void of_two_edits_of_one_field_the_later_one_stands() {
    reopen(settings -> settings, model);
    String id = created(BERLIN);
    model.beforeNext(() -> changed(id, "content", "The user lives in Porto"));
    assertThat(changed(id, "content", LISBON).path("content").asText()).isEqualTo(LISBON);
    JsonNode history = program().done("memory_history", "id", id);
    assertThat(history.path("memories").findValuesAsText("content"))
        .containsExactly(BERLIN, "The user lives in Porto", LISBON);
  }

  /// A rule that came later is about what is said from then on.
  @Test
  void an_edit_that_gives_no_words_leaves_them_as_they_are() throws IOException {
    String mail = "Write to grace.hopper@gmail.com about the ship";
    String id = created(mail);
    Files.writeString(folder.resolve("policy.yaml"), HIDING);
    reopen(settings -> settings, model);
    JsonNode titled = changed(id, "title", "Ship");
    assertThat(titled.path("content").asText()).isEqualTo(mail);
    assertThat(titled.path("title").asText()).isEqualTo("Ship");
    assertThat(model.asked()).isEmpty();
    assertThat(lastUpdate().path("changed").asText()).isEqualTo("title");
    assertThat(lastUpdate().has("redacted")).isFalse();

    String other = mail.replace("ship", "boat");
    JsonNode hidden = changed(id, "content", other);
    assertThat(hidden.path("content").asText()).doesNotContain("grace").contains("the boat");
    assertThat(lastUpdate().path("changed").asText()).isEqualTo("content");
    long events = events();
    assertThat(changed(id, "content", other)).isEqualTo(hidden);
    assertThat(events()).isEqualTo(events);
  }

  private JsonNode lastUpdate() {
    Map<String, String> last =
        database
            .rows("select details from memory_write_events where operation = 'update' order by seq")
            .getLast();
    return json(String.valueOf(last.get("details")));
  }
}
