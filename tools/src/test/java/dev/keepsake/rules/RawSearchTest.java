package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The search over memories and raw memories.
class RawSearchTest extends RuleTest {
  private RawCalls ada;

  @BeforeEach
  void beAda() {
    ada = RawCalls.of(memory, "ada");
  }

  private List<String> kinds(ObjectNode answer) {
    return answer.path("hits").valueStream().map(hit -> hit.path("kind").asText()).toList();
  }

  @Test
  void raw_memories_are_found_by_a_part_of_their_text_whatever_its_case() {
    ada.created("Step 1: bought 50% of the_tea");
    ada.created("STEP 2: bought 500 of the tea; Über den Teich");
    assertThat(ada.found("query", "step")).hasSize(2);
    assertThat(ada.found("query", "50%")).containsExactly("Step 1: bought 50% of the_tea");
    assertThat(ada.found("query", "E_T")).containsExactly("Step 1: bought 50% of the_tea");
    assertThat(ada.found("query", "step !")).isEmpty();
    assertThat(ada.found("query", "über den teich")).hasSize(1);
    assertThat(ada.found("query", "bought tea")).isEmpty();
  }

  @Test
  void labels_are_contained_as_postgres_has_it() {
    String tags =
        "{\"task\":\"t1\",\"n\":1,\"list\":[\"a\",{\"b\":2,\"c\":[3]}],\"deep\":{\"x\":{\"y\":null}}}";
    ada.created("one", "filter_tags", json(tags));
    ada.created("another", "filter_tags", Map.of("task", "t2"));
    for (String wanted :
        List.of(
            "{\"task\":\"t1\"}",
            "{\"n\":1.0}",
            "{\"list\":[]}",
            "{\"list\":[{\"b\":2}]}",
            "{\"list\":[{\"c\":[3]},\"a\",\"a\"]}",
            "{\"deep\":{}}",
            "{\"deep\":{\"x\":{\"y\":null}},\"scope\":\"local\"}",
            tags)) {
      assertThat(ada.found("filter_tags", json(wanted))).as(wanted).containsExactly("one");
    }
    for (String wanted :
        List.of(
            "{\"task\":\"T1\"}",
            "{\"task\":[\"t1\"]}",
            "{\"n\":\"1\"}",
            "{\"list\":[\"b\"]}",
            "{\"list\":\"a\"}",
            "{\"deep\":{\"x\":null}}",
            "{\"deep\":{\"z\":null}}",
            "{\"scope\":\"work\"}",
            "{\"task\":\"t1\",\"n\":2}")) {
      assertThat(ada.found("filter_tags", json(wanted))).as(wanted).isEmpty();
    }
    assertThat(ada.found("filter_tags", Map.of())).hasSize(2);
  }

  @Test
  void they_come_newest_first_within_a_time_up_to_a_limit() {
    for (int day = 1; day <= 5; day++) {
      ada.created("day " + day, "occurred_at", "2026-02-0" + day + "T00:00:00Z");
    }
    ada.created("now", "filter_tags", Map.of("task", "t1"));
    assertThat(ada.found()).containsExactly("now", "day 5", "day 4", "day 3", "day 2", "day 1");
    assertThat(ada.found("limit", 2)).containsExactly("now", "day 5");
    assertThat(ada.found("limit", 2, "query", "day")).containsExactly("day 5", "day 4");
    assertThat(ada.found("since", "2026-02-02T00:00:00Z", "until", "2026-02-04T00:00:00Z"))
        .containsExactly("day 3", "day 2");
    assertThat(
            ada.refused("search", "since", "2026-02-02T00:00:00Z", "until", "2026-02-02T00:00:00Z")
                .errors())
        .extracting(e -> e.field())
        .containsExactly("since");
    assertThat(ada.refused("search", "limit", 101).errors())
        .extracting(e -> e.field())
        .containsExactly("limit");
  }

  @Test
  void twenty_are_found_unless_more_are_wanted() {
    IntStream.range(0, 21).forEach(i -> ada.created("note " + i));
    assertThat(ada.found()).hasSize(20);
    assertThat(ada.found("limit", 100)).hasSize(21);
  }

  @Test
  void both_kinds_are_found_and_named() {
    memory.saved("The user drinks green tea in the morning");
    pass(Duration.ofSeconds(1));
    String id = ada.created("Asked for tea: green tea is ordered");
    pass(Duration.ofSeconds(1));
    memory.saved("The user has two cats");

    ObjectNode newest = ada.done("search");
    assertThat(kinds(newest)).containsExactly("memory", "raw", "memory");
    ObjectNode asked = ada.done("search", "query", "green tea");
    assertThat(kinds(asked)).startsWith("memory", "raw");
    JsonNode remembered = asked.at("/hits/0");
    assertThat(remembered.path("content").asText()).contains("green tea");
    assertThat(remembered.path("score").asDouble()).isPositive();
    assertThat(remembered.has("context")).isFalse();
    JsonNode raw = asked.at("/hits/1");
    assertThat(raw.path("id").asText()).isEqualTo(id);
    assertThat(raw.path("user_id").asText()).isEqualTo("ada");
    assertThat(raw.has("content")).isFalse();

    assertThat(kinds(ada.done("search", "include", List.of("raw")))).containsExactly("raw");
    assertThat(kinds(ada.done("search", "include", List.of("memories"), "query", "tea")))
        .containsOnly("memory");
    assertThat(ada.done("search", "query", "green tea", "limit", 1).path("hits")).hasSize(1);
    assertThat(ada.refused("search", "include", List.of("notes")).status()).isEqualTo(400);
    assertThat(ada.as("nobody yet").done("search").path("hits")).isEmpty();
  }

  @Test
  void labels_narrow_both_kinds() {
    ada.done(
        "create_memory",
        "content",
        "The user drinks green tea",
        "filter_tags",
        Map.of("task", "t1"));
    ada.done("create_memory", "content", "The user has two cats");
    ada.created("green tea is ordered", "filter_tags", Map.of("task", "t1", "n", 2));
    ada.created("green tea is drunk");
    for (Object[] asked :
        new Object[][] {
          {"filter_tags", Map.of("task", "t1")},
          {"filter_tags", Map.of("task", "t1", "scope", "local"), "query", "green tea"},
        }) {
      ObjectNode found = ada.done("search", asked);
      assertThat(kinds(found)).containsExactlyInAnyOrder("memory", "raw");
      assertThat(found.toString()).contains("drinks green tea", "is ordered");
    }
    assertThat(ada.done("search", "filter_tags", Map.of("scope", "work")).path("hits")).isEmpty();
  }
}
