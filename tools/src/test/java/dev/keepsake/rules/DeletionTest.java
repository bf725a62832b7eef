package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What goes, what stays, and that nothing comes back.
class DeletionTest extends RuleTest {
  private static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  private static List<String> ids(ObjectNode answer) {
    return answer.get("memories").valueStream().map(m -> m.get("id").asText()).toList();
  }

  private long deleted() {
    return database.number("select count(*) from memory_items where status = 'deleted'");
  }

  @Test
  void without_confirm_nothing_changes_and_the_answer_shows_what_would_go() {
    String tea = memory.saved("The user likes tea");
    memory.saved("The server runs Debian");
    long events = events();
    ObjectNode byIds = memory.done("delete_memory", "memory_ids", List.of(tea));
    assertThat(action(byIds)).isEqualTo("candidates");
    assertThat(ids(byIds)).containsExactly(tea);
    ObjectNode byWords = memory.done("delete_memory", "description", "that the user likes tea");
    assertThat(action(byWords)).isEqualTo("candidates");
    assertThat(ids(byWords).getFirst()).isEqualTo(tea);
    assertThat(byWords.get("memories").get(0).get("content").asText())
        .isEqualTo("The user likes tea");
    assertThat(deleted()).isZero();
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void those_named_by_id_go_and_each_is_named() {
    String tea = memory.saved("The user likes tea");
    String cello = memory.saved("The user plays the cello");
    String stays = memory.saved("The server runs Debian");
    ObjectNode answer = delete(tea, cello, tea);
    assertThat(action(answer)).isEqualTo("deleted");
    assertThat(ids(answer)).containsExactly(tea, cello);
    assertThat(memory.found("tea cello Debian")).containsExactly("The server runs Debian");
    assertThat(ids(memory.done("query_memory"))).containsExactly(stays);
  }

  @Test
  void what_replaced_the_named_one_is_shown_because_it_goes_too() {
    String paris = memory.saved("The user lives in Paris");
    String rome = memory.saved("The user lives in Rome", "supersedes", paris);
    ObjectNode shown = memory.done("delete_memory", "memory_ids", List.of(paris));
    assertThat(shown.at("/memories/0/content").asText()).isEqualTo("The user lives in Paris");
    assertThat(shown.at("/memories/0/current").asText()).isEqualTo("The user lives in Rome");
    assertThat(delete(paris).at("/memories/0/current").asText())
        .isEqualTo("The user lives in Rome");
    assertThat(memory.refused("delete_memory", "memory_ids", List.of(rome)).status())
        .isEqualTo(404);
  }

  @Test
  void of_several_ids_all_go_or_none() {
    String tea = memory.saved("The user likes tea");
    long events = events();
    var problem =
        memory.refused("delete_memory", "memory_ids", List.of(tea, UNKNOWN), "confirm", true);
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.detail()).contains(UNKNOWN);
    assertThat(deleted()).isZero();
    assertThat(events()).isEqualTo(events);
    assertThat(memory.found("tea")).hasSize(1);
  }

  @Test
  void an_unmistakable_description_deletes() {
    String tea = memory.saved("The user likes green tea");
    memory.saved("The production server runs Debian 13");
    ObjectNode answer =
        memory.done("delete_memory", "description", "the user likes green tea", "confirm", true);
    assertThat(action(answer)).isEqualTo("deleted");
    assertThat(ids(answer)).containsExactly(tea);
    assertThat(deleted()).isOne();
  }

  @Test
  void a_description_that_several_fit_deletes_nothing_and_asks_for_ids() {
    memory.saved("The user likes green tea");
    memory.saved("The user likes black tea");
    ObjectNode answer =
        memory.done("delete_memory", "description", "the user likes tea", "confirm", true);
    assertThat(action(answer)).isEqualTo("candidates");
    assertThat(answer.get("message").asText()).contains("`memory_ids`");
    assertThat(ids(answer)).hasSize(2);
    assertThat(deleted()).isZero();
  }

  @Test
  void a_description_that_nothing_fits_is_no_match() {
    memory.saved("The user likes green tea");
    ObjectNode answer =
        memory.done("delete_memory", "description", "quarterly tax report", "confirm", true);
    assertThat(action(answer)).isEqualTo("no_match");
    assertThat(ids(answer)).isEmpty();
    assertThat(deleted()).isZero();
    memory.as("nobody");
    assertThat(action(memory.done("delete_memory", "description", "tea"))).isEqualTo("no_match");
  }

  @Test
  void without_the_model_words_alone_are_never_unmistakable_but_the_very_same_ones() {
    var held = new HeldEmbedder();
    reopen(settings -> settings, held);
    memory.saved("The user likes green tea");
    held.late(true);
    ObjectNode unsure = memory.done("delete_memory", "description", "green tea", "confirm", true);
    assertThat(action(unsure)).isEqualTo("candidates");
    assertThat(unsure.get("notices").get(0).asText()).contains("words alone");
    assertThat(deleted()).isZero();
    ObjectNode sure =
        memory.done("delete_memory", "description", "The user likes green tea.", "confirm", true);
    assertThat(action(sure)).isEqualTo("deleted");
  }

  @Test
  void the_chain_goes_whole_whichever_end_was_named_and_nothing_of_it_comes_back() {
    for (int named = 0; named < 3; named++) {
      String user = "user-" + named;
      memory.as(user);
      var start = clock.instant();
      String first = memory.saved("The user lives in Berlin");
      pass(Duration.ofDays(1));
      var middle = clock.instant();
      String second = memory.saved("The user lives in Lisbon", "supersedes", first);
      pass(Duration.ofDays(1));
      String third = memory.saved("The user lives in Oslo", "supersedes", second);
      var end = clock.instant();
      pass(Duration.ofDays(1));
      ObjectNode answer = delete(List.of(first, second, third).get(named));
      assertThat(answer.get("memories").get(0).get("chain").asInt()).isEqualTo(3);
      for (var moment : List.of(start, middle, end, clock.instant())) {
        for (Object[] arguments :
            new Object[][] {
              {"as_of", moment.toString()},
              {"as_of", moment.toString(), "query", "where does the user live? Berlin Lisbon Oslo"},
              {"valid_at", moment.toString()},
              {"query", "where does the user live?"}
            }) {
          ObjectNode found = memory.done("query_memory", arguments);
          assertThat(found.get("memories")).isEmpty();
          assertThat(found.get("total_count").asInt()).isZero();
        }
      }
      assertThat(action(memory.done("delete_memory", "description", "lives in Oslo")))
          .isEqualTo("no_match");
    }
  }

  @Test
  void every_memory_of_the_chain_gets_its_event_with_the_reason() {
    String first = memory.saved("The user lives in Berlin");
    String second = memory.saved("The user lives in Lisbon", "supersedes", first);
    memory.done(
        "delete_memory", "memory_ids", List.of(second), "confirm", true, "reason", "moved away");
    var rows =
        database.rows(
            "select e.memory_item_id, c.reason, e.action, c.before_content, c.after_content"
                + " from memory_write_events e join memory_write_event_contents c"
                + " on c.event_id = e.id where e.operation = 'delete' order by e.seq");
    assertThat(rows).extracting(r -> r.get("memory_item_id")).containsExactly(first, second);
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("reason", "moved away")
                .containsEntry("action", "deleted")
                .containsEntry("after_content", "null"));
    assertThat(rows.getFirst()).containsEntry("before_content", "The user lives in Berlin");
  }

  @Test
  void what_is_deleted_is_not_there_a_second_time() {
    String tea = memory.saved("The user likes tea");
    delete(tea);
    long events = events();
    var again = memory.refused("delete_memory", "memory_ids", List.of(tea), "confirm", true);
    assertThat(again.status()).isEqualTo(404);
    assertThat(memory.refused("delete_memory", "memory_ids", List.of(tea)).status()).isEqualTo(404);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void no_message_of_any_tool_shows_deleted_content() {
    String secret = memory.saved("The user once lived in Timbuktu", "idempotency_key", "k1");
    delete(secret);
    Object[][] calls = {
      {"query_memory", "query", "Timbuktu"},
      {"query_memory"},
      {"delete_memory", "description", "lived in Timbuktu"},
    };
    for (Object[] call : calls) {
      Object[] arguments = java.util.Arrays.copyOfRange(call, 1, call.length);
      assertThat(memory.call((String) call[0], arguments).toString()).doesNotContain("once lived");
    }
    var conflict =
        memory.refused(
            "save_memory", "content", "Elsewhere", "memory_type", "fact", "supersedes", secret);
    assertThat(conflict.toString()).doesNotContain("Timbuktu");
  }
}
