package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How far a memory is relied on: as far as the least of what it came from, but on its user's word.
class LineageTest extends RuleTest {
  private static final String PORTO = "The user lives in Porto";
  private static final String LISBON = "The user lives in Lisbon";

  /// As an import may leave one.
  private String littleTrusted() {
    String id = memory.saved(PORTO);
    database.run("update memory_items set trust = 'low' where id = '" + id + "'");
    return id;
  }

  @Test
  void a_correction_is_trusted_no_further_than_what_it_corrects() {
    ObjectNode second = memory.save(LISBON, "supersedes", littleTrusted());
    ObjectNode third = memory.save("The user lives in Faro", "supersedes", id(second));

    assertThat(trust(id(second))).isEqualTo("low");
    assertThat(trust(id(third))).isEqualTo("low");
    assertThat(trustTold(id(third))).isEqualTo("low");
  }

  @Test
  void a_correction_is_trusted_no_further_than_who_makes_it() {
    String typed = id(as(Entry.PERSON, Map.of("content", PORTO, "memory_type", "fact")));

    assertThat(trust(typed)).isEqualTo("high");
    assertThat(trust(id(memory.save(LISBON, "supersedes", typed)))).isEqualTo("medium");
  }

  @Test
  void trust_rises_by_what_the_user_types() {
    String corrected = littleTrusted();
    ObjectNode typed =
        as(Entry.PERSON, Map.of("content", LISBON, "memory_type", "fact", "supersedes", corrected));

    assertThat(trust(id(typed))).isEqualTo("high");
    assertThat(trustTold(id(typed))).isEqualTo("high");
  }

  @Test
  void trust_rises_by_the_users_confirmation_of_a_correction_and_not_by_an_agents() {
    String first = littleTrusted();
    String byAgent =
        memory.save(LISBON, "supersedes", first, "confidence", 0.6).get("pending_id").asText();
    ObjectNode agreed = done(Entry.AGENT, "confirm_memory", Map.of("pending_id", byAgent));
    String byUser =
        memory
            .save("The user lives in Faro", "supersedes", id(agreed), "confidence", 0.6)
            .get("pending_id")
            .asText();
    ObjectNode confirmed = done(Entry.PERSON, "confirm_memory", Map.of("pending_id", byUser));

    assertThat(trust(id(agreed))).isEqualTo("low");
    assertThat(trust(id(confirmed))).isEqualTo("high");
  }

  @Test
  void an_answer_says_where_a_memory_is_from_and_how_far_it_is_trusted() {
    memory.save(LISBON, "supersedes", littleTrusted());

    JsonNode shown = memory.done("query_memory", "query", "Lisbon").get("memories").get(0);

    assertThat(shown.path("provenance").asText()).isEqualTo("model");
    assertThat(shown.path("trust").asText()).isEqualTo("low");
  }

  @Test
  void what_was_recalled_and_is_saved_again_is_a_duplicate() {
    String first = memory.saved(PORTO);
    String recalled =
        memory
            .done("query_memory", "query", "Where does the user live?")
            .get("memories")
            .get(0)
            .get("content")
            .asText();

    ObjectNode again = memory.save(recalled);

    assertThat(action(again)).isEqualTo("duplicate_skipped");
    assertThat(again.get("duplicate_of").asText()).isEqualTo(first);
  }

  private String trust(String id) {
    return database
        .rows("select trust from memory_items where id = '" + id + "'")
        .getFirst()
        .get("trust");
  }

  private String trustTold(String id) {
    return database
        .rows(
            "select trust from memory_write_events where operation = 'create' and memory_item_id ="
                + " '"
                + id
                + "'")
        .getFirst()
        .get("trust");
  }

  private ObjectNode as(Entry entry, Map<String, Object> arguments) {
    return done(entry, "save_memory", arguments);
  }

  private ObjectNode done(Entry entry, String tool, Map<String, Object> arguments) {
    var caller =
        memory.keepsake.caller(
            Optional.of(new UserName("ada")), Optional.empty(), "by-hand", entry);
    var call = new ToolCall(tool, WireJson.MAPPER.valueToTree(arguments));
    return switch (memory.keepsake.tools().call(caller, call)) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(problem.toString());
    };
  }
}
