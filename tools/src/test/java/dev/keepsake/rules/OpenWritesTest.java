package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.job.JobKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is accepted and not decided is found and can be taken back.
class OpenWritesTest extends QueuedTest {
  @Test
  void what_waits_is_found_by_its_words_and_in_the_list_at_once() {
    created("The production server runs Debian");
    clock.advance(Duration.ofMinutes(1));
    String tea = queued(TEA);
    ObjectNode answer = memory.done("query_memory", "query", "green tea");
    JsonNode first = answer.get("memories").get(0);
    assertThat(first.get("id").asText()).isEqualTo(tea);
    assertThat(first.get("pending").asBoolean()).isTrue();
    assertThat(first.get("score").asDouble()).isPositive();
    assertThat(answer.get("total_count").asInt()).isEqualTo(2);
    assertThat(newest()).containsExactly(TEA, "The production server runs Debian");
    assertThat(memory.done("query_memory").get("total_count").asInt()).isEqualTo(2);
    assertThat(memory.found("tea", "memory_types", List.of("decision"))).isEmpty();
    assertThat(memory.found("tea", "min_score", 0.9)).containsExactly(TEA);
    assertThat(memory.found("tea", "as_of", clock.instant().toString())).doesNotContain(TEA);
    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
    assertThat(memory.done("query_memory", "query", "green tea").get("memories"))
        .filteredOn(hit -> hit.get("pending").asBoolean())
        .isEmpty();
    assertThat(newest()).hasSize(2);
  }

  @Test
  void what_waits_is_found_by_its_labels_too() {
    var program = RawCalls.of(memory, "ada");
    Object[] blue = {"filter_tags", Map.of("team", Map.of("id", 7), "on", List.of("a", "b"))};
    program.done("create_memory", "content", TEA, blue[0], blue[1]);
    program.done("create_memory", "content", CELLO, "filter_tags", Map.of("team", "red"));
    for (int round = 0; round < 2; round++) {
      for (Map<String, ?> labels :
          List.of(
              Map.of("team", Map.of("id", 7)),
              Map.of("on", List.of("b"), "scope", "local"),
              Map.of("team", Map.of(), "on", List.of()))) {
        for (String query : List.of("the user", "")) {
          assertThat(labelled(program, query, labels))
              .as("%s %s", query, labels)
              .containsExactly(TEA);
        }
      }
      assertThat(labelled(program, "", Map.of("team", "green"))).isEmpty();
      assertThat(labelled(program, "", Map.of())).containsExactlyInAnyOrder(TEA, CELLO);
      assertThat(
              program
                  .done("search", "filter_tags", Map.of("team", "red"))
                  .path("hits")
                  .findValuesAsText("content"))
          .containsExactly(CELLO);
      drain(memory);
    }
  }

  /// @param query empty: the newest
  private static List<String> labelled(RawCalls program, String query, Map<String, ?> labels) {
    return TestMemory.contents(
        query.isEmpty()
            ? program.done("search_memories", "filter_tags", labels)
            : program.done("search_memories", "query", query, "filter_tags", labels));
  }

  @Test
  void what_waits_has_its_place_on_the_pages_of_the_newest() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      String content = "Entry " + i + " of the log";
      all.addFirst(content);
      queued(content);
      clock.advance(Duration.ofMinutes(1));
      if (i == 2) {
        memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
      }
    }
    var seen = new ArrayList<String>();
    ObjectNode page = memory.done("query_memory", "limit", 2);
    seen.addAll(TestMemory.contents(page));
    while (page.has("next_cursor")) {
      page = memory.done("query_memory", "limit", 2, "cursor", page.get("next_cursor").asText());
      seen.addAll(TestMemory.contents(page));
      assertThat(page.get("total_count").asInt()).isEqualTo(6);
    }
    assertThat(seen).hasSize(6).startsWith("Entry 5 of the log", "Entry 4 of the log");
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void another_server_finds_what_waits() {
    queued(TEA);
    assertThat(server(model).found("green tea")).containsExactly(TEA);
  }

  @Test
  void what_waits_is_taken_back_by_its_id() {
    String id = queued(TEA);
    assertThat(action(memory.done("delete_memory", "memory_ids", List.of(id))))
        .isEqualTo("candidates");
    ObjectNode answer =
        memory.done("delete_memory", "memory_ids", List.of(id), "confirm", true, "reason", "wrong");
    assertThat(action(answer)).isEqualTo("deleted");
    assertThat(answer.get("memories").get(0).get("content").asText()).isEqualTo(TEA);
    assertThat(newest()).isEmpty();
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isZero();
    assertThat(memories()).isZero();
    assertThat(outcome(id)).isEqualTo("discarded");
    assertThat(receipt(id).rule()).contains("cancelled");
    assertThat(database.rows("select * from memory_writes").toString()).doesNotContain("tea");
    assertThat(trail())
        .singleElement()
        .satisfies(event ->
            assertThat(event)
                .containsEntry("operation", "refuse")
                .containsEntry("action", "discarded")
                .containsEntry("rule", "cancelled"));
    assertThat(memory.refused("delete_memory", "memory_ids", List.of(id)).status()).isEqualTo(404);
    assertThat(action(memory.save(TEA))).isEqualTo("queued");
  }

  @Test
  void what_waits_is_taken_back_by_its_words() {
    created("The production server runs Debian");
    String id = queued(TEA);
    ObjectNode shown = memory.done("delete_memory", "description", "green tea", "confirm", true);
    assertThat(action(shown)).isEqualTo("candidates");
    assertThat(shown.get("memories").get(0).get("id").asText()).isEqualTo(id);
    assertThat(deleted("description", "the user likes green tea", "confirm", true))
        .isEqualTo("deleted");
    assertThat(outcome(id)).isEqualTo("discarded");
    assertThat(newest()).containsExactly("The production server runs Debian");
  }

  @Test
  void a_deletion_and_a_decision_that_race_agree() {
    String id = queued(TEA);
    Racers.race(
        2,
        i ->
            i == 0
                ? memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)
                : deleted("memory_ids", List.of(id), "confirm", true));
    assertThat(newest()).isEmpty();
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }
}
