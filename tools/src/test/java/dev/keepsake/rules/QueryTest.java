package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.memory.Similarity;
import dev.keepsake.write.WriteThresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Filters, pages, counts, scores and ranks.
class QueryTest extends RuleTest {

  /// Thousands of statements that look alike are saved faster when none is compared with another.
  private static KeepsakeSettings comparingNothing(KeepsakeSettings settings) {
    var defaults = WriteThresholds.DEFAULTS;
    var out = new Similarity(1);
    return settings.with(
        settings.write().with(new WriteThresholds(defaults.auto(), defaults.confirm(), out, out)));
  }

  @Test
  void since_is_included_and_until_is_not() {
    var moments = new ArrayList<Instant>();
    for (String name : List.of("one", "two", "three")) {
      moments.add(clock.instant());
      memory.saved("The thing is called " + name);
      pass(Duration.ofHours(1));
    }
    for (Object[] query : new Object[][] {{}, {"query", "what is the thing called?"}}) {
      Object[] arguments = java.util.Arrays.copyOf(query, query.length + 4);
      arguments[query.length] = "since";
      arguments[query.length + 1] = moments.get(1).toString();
      arguments[query.length + 2] = "until";
      arguments[query.length + 3] = moments.get(2).toString();
      ObjectNode answer = memory.done("query_memory", arguments);
      assertThat(TestMemory.contents(answer)).containsExactly("The thing is called two");
      assertThat(answer.get("total_count").asInt()).isOne();
    }
  }

  @Test
  void the_part_of_a_moment_below_a_microsecond_is_dropped() {
    memory.saved("The user likes tea");
    String moment = clock.instant().plusNanos(999).toString();
    assertThat(memory.done("query_memory", "since", moment).get("memories")).hasSize(1);
    assertThat(memory.done("query_memory", "until", moment).get("memories")).isEmpty();
  }

  @Test
  void types_and_tags_narrow_with_and_without_a_query() {
    memory.saved("The user likes tea", "memory_type", "preference");
    String tagged = memory.saved("The team uses tea breaks", "memory_type", "decision");
    database.run(
        "update memory_items set tags = '[\"work\",\"habit\"]', revision = revision + 1"
            + " where id = '"
            + tagged
            + "'",
        "update user_state set revision = revision + 1");
    for (Object[] query : new Object[][] {{}, {"query", "tea"}}) {
      assertThat(found(query, "memory_types", List.of("preference")))
          .containsExactly("The user likes tea");
      assertThat(found(query, "memory_types", List.of("preference", "decision"))).hasSize(2);
      assertThat(found(query, "memory_types", List.of("note"))).isEmpty();
      assertThat(found(query, "tags", List.of("work", "habit")))
          .containsExactly("The team uses tea breaks");
      assertThat(found(query, "tags", List.of("work", "none"))).isEmpty();
    }
  }

  private List<String> found(Object[] query, String filter, Object value) {
    Object[] arguments = java.util.Arrays.copyOf(query, query.length + 2);
    arguments[query.length] = filter;
    arguments[query.length + 1] = value;
    return TestMemory.contents(memory.done("query_memory", arguments));
  }

  @Test
  void pages_show_everything_once_while_new_memories_are_added() {
    reopen(settings -> settings, new WordEmbedder());
    for (int i = 0; i < 23; i++) {
      memory.saved("Fact number " + i + " of many");
    }
    ObjectNode page = memory.done("query_memory");
    assertThat(page.get("memories")).hasSize(10);
    assertThat(page.get("total_count").asInt()).isEqualTo(23);
    var seen = new ArrayList<>(TestMemory.contents(page));
    int added = 0;
    while (page.has("next_cursor")) {
      memory.saved("Something new, number " + added++);
      page = memory.done("query_memory", "cursor", page.get("next_cursor").asText());
      seen.addAll(TestMemory.contents(page));
    }
    assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    assertThat(seen.getFirst()).isEqualTo("Fact number 22 of many");
    assertThat(seen.getLast()).isEqualTo("Fact number 0 of many");
  }

  @Test
  void the_last_page_has_no_cursor_even_when_it_is_full() {
    memory.saved("The user likes tea");
    memory.saved("The user plays the cello");
    assertThat(memory.done("query_memory", "limit", 2).has("next_cursor")).isFalse();
    assertThat(memory.done("query_memory", "limit", 1).has("next_cursor")).isTrue();
  }

  @Test
  void a_score_is_absolute_and_min_score_makes_nothing_an_answer() {
    memory.saved("The user likes green tea");
    ObjectNode answer = memory.done("query_memory", "query", "quarterly tax report");
    double score = answer.get("memories").get(0).get("score").asDouble();
    assertThat(score).isBetween(0.0, 0.4);
    ObjectNode none =
        memory.done("query_memory", "query", "quarterly tax report", "min_score", 0.5);
    assertThat(none.get("memories")).isEmpty();
    assertThat(none.get("total_count").asInt()).isOne();
    assertThat(memory.found("The user likes green tea", "min_score", 1)).hasSize(1);
  }

  @Test
  void limit_takes_the_best() {
    for (String drink : List.of("tea", "coffee", "water", "milk")) {
      memory.saved("The user drinks " + drink + " on " + drink + " day");
    }
    assertThat(memory.found("milk day", "limit", 1))
        .containsExactly("The user drinks milk on milk day");
  }

  @Test
  void a_user_of_whom_nothing_is_known_gets_an_empty_answer() {
    memory.as("nobody");
    ObjectNode answer = memory.done("query_memory", "query", "anything");
    assertThat(answer.get("memories")).isEmpty();
    assertThat(answer.get("total_count").asInt()).isZero();
    assertThat(database.count("users")).isZero();
  }

  @Test
  void stop_words_and_signs_alone_are_answered() {
    memory.saved("The user likes tea");
    for (String query :
        List.of("the", "what is it?", "of the and to", "?!", "\uD83D\uDE00", "\"")) {
      assertThat(memory.found(query)).as(query).hasSize(1);
    }
  }

  @Test
  void every_script_and_accent_is_found_by_its_words() {
    var held = new HeldEmbedder();
    reopen(settings -> settings, held);
    held.late(true);
    memory.saved("The user's name is José Muñoz");
    memory.saved("ユーザーは東京に住んでいます");
    memory.saved("Пользователь любит чай");
    memory.saved("המשתמש גר בתל אביב");
    memory.saved("The user orders Weißwürste in München");
    memory.saved("The ﬁle is called naïve.txt");
    assertThat(memory.found("jose munoz").getFirst()).contains("José");
    assertThat(memory.found("東京").getFirst()).contains("東京");
    assertThat(memory.found("ЧАЙ").getFirst()).contains("чай");
    assertThat(memory.found("תל אביב").getFirst()).contains("אביב");
    assertThat(memory.found("munchen").getFirst()).contains("München");
    assertThat(memory.found("file NAIVE.txt").getFirst()).contains("naïve.txt");
  }

  /// Identifiers that look alike, in texts that look alike: the worst there is for meaning. What
  /// ranks them is the same over either database; one has more than a block of vectors.
  @Test
  void an_exact_rare_token_is_in_the_top_ten_among_1200_memories_always() {
    int memories = kind() == TestDatabase.Kind.SQLITE ? 1_200 : 300;
    int apart = memories / 6;
    reopen(QueryTest::comparingNothing, new WordEmbedder());
    List<String> tokens =
        List.of(
            "QX-48213", "ada.lovelace+notes@example.org", "v3.11.4", "0x7fA3", "C-3/PO", "R2D2");
    var random = new Random(7);
    for (int i = 0; i < memories; i++) {
      if (i % apart == apart / 2) {
        memory.saved("The order of the user is " + tokens.get(i / apart) + ", sent by mail");
      }
      memory.saved(
          "The order of the user is QX-%d, version v3.%d.%d, of user%d@example.org"
              .formatted(
                  10_000 + i, random.nextInt(3, 10), random.nextInt(100), random.nextInt(9_999)));
    }
    for (String token : tokens) {
      for (String query :
          List.of(
              token,
              "what is " + token + "?",
              "(" + token + ")",
              "the order of the user " + token.toLowerCase(java.util.Locale.ROOT))) {
        assertThat(memory.found(query)).as(query).anyMatch(found -> found.contains(token + ","));
      }
    }
  }

  @Test
  void an_index_kept_up_to_date_answers_as_one_built_anew_after_300_random_operations() {
    reopen(QueryTest::comparingNothing, new WordEmbedder());
    var random = new Random(11);
    var alive = new ArrayList<String>();
    List<String> words = List.of("tea", "cello", "Berlin", "blue", "Debian", "seven", "router");
    for (int i = 0; i < 300; i++) {
      int dice = random.nextInt(10);
      String content =
          "Note %d says %s and %s"
              .formatted(i, words.get(random.nextInt(7)), words.get(random.nextInt(7)));
      if (dice < 6 || alive.size() < 5) {
        alive.add(memory.saved(content));
      } else if (dice < 8) {
        alive.add(memory.saved(content, "supersedes", alive.remove(random.nextInt(alive.size()))));
      } else {
        delete(alive.remove(random.nextInt(alive.size())));
      }
      if (i % 30 == 0) {
        memory.found("tea"); // so that the index is there to be kept up to date
      }
    }
    try (var anew = openAnother(new WordEmbedder())) {
      for (String query : List.of("tea", "blue cello", "Note 17 says", "router and Berlin", "x")) {
        ObjectNode kept = memory.done("query_memory", "query", query, "limit", 50);
        ObjectNode built = anew.done("query_memory", "query", query, "limit", 50);
        assertThat(kept.get("memories")).as(query).isEqualTo(built.get("memories"));
        assertThat(kept.get("total_count").asInt()).isEqualTo(alive.size());
        assertThat(built.get("total_count").asInt()).isEqualTo(alive.size());
      }
    }
  }
}
