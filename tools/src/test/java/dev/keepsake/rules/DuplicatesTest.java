package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.memory.Scope;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is there already is not stored again; what only looks alike is.
class DuplicatesTest extends RuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The café costs 10 €",
        "the CAFÉ costs 10 €",
        "  The\tcafé \n costs 10\u00a0€  ",
        "The cafe\u0301 costs 10 €",
        "The café costs 10 €.",
        "The café costs 10 €!?…",
        "The café costs １０ €",
        "The ｃａｆé costs 10 €；"
      })
  void the_same_words_in_another_form_are_an_exact_duplicate(String form) {
    String stored = memory.saved("The café costs 10 €");
    ObjectNode again = memory.save(form);
    assertThat(action(again)).isEqualTo("duplicate_skipped");
    assertThat(again.get("duplicate_of").asText()).isEqualTo(stored);
    assertThat(again.get("similarity").asDouble()).isOne();
    assertThat(again.get("rule").asText()).isEqualTo("exact_duplicate");
    assertThat(again.get("success").asBoolean()).isTrue();
    assertThat(memories()).isOne();
    assertThat(events()).isEqualTo(2);
  }

  /// Invisible characters, letters of other alphabets that look the same, styled letters, entities,
  /// and blanks of an address.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The user\u200B likes t\u00ADea",
        "\uFEFFThe user likes tea\u2060",
        "\u202AThe user likes tea\u202C",
        "The user likes tea\uFE0F",
        "The us\u034Fer likes tea",
        "Th\u0435 us\u0435r lik\u0435s t\u0435\u0430",
        "\u03A4he user likes tea",
        "\uD835\uDC13\uD835\uDC21\uD835\uDC1E user likes \uD835\uDC2D\uD835\uDC1E\uD835\uDC1A",
        "The user likes &#116;ea",
        "The&nbsp;user likes &#x74;ea",
        "The%20user%20likes%20tea"
      })
  void what_no_reader_can_tell_apart_is_an_exact_duplicate(String form) {
    memory.saved("The user likes tea");

    ObjectNode again = memory.save(form);

    assertThat(action(again)).as(form).isEqualTo("duplicate_skipped");
    assertThat(again.get("rule").asText()).isEqualTo("exact_duplicate");
    assertThat(memories()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The file is at https://example.com/a%20b | The file is at https://example.com/a b",
        "The user writes &amp;lt; in XML | The user writes &lt; in XML",
        "Улица РОСА 5 | Улица POCA 5",
        "The café is open | The cafe is open"
      })
  void what_says_something_else_to_a_reader_is_no_exact_duplicate(String stored, String proposed) {
    memory.saved(stored);

    assertThat(memory.save(proposed).path("rule").asText()).isNotEqualTo("exact_duplicate");
  }

  @Test
  void what_folding_leaves_apart_is_no_exact_duplicate() {
    memory.saved("¿Qué?");
    assertThat(action(memory.save("Que"))).isEqualTo("created");
    assertThat(action(memory.save("???"))).isEqualTo("created");
    assertThat(action(memory.save("!"))).isEqualTo("created");
  }

  @Test
  void case_is_folded_in_every_script() {
    memory.saved("Die Straße heißt ΟΔΟΣ");
    assertThat(action(memory.save("DIE STRASSE HEISST οδος"))).isEqualTo("duplicate_skipped");
  }

  @Test
  void another_users_duplicate_is_accepted() {
    memory.saved("The user likes tea");
    memory.as("bob");
    assertThat(action(memory.save("The user likes tea"))).isEqualTo("created");
  }

  @Test
  void near_duplicate_of_another_scope_is_accepted() {
    memory.saved("The staging server is reachable at staging.example.org:8443");
    try (var other =
        openAnother(settings -> settings.with(new Scope("work")), TestMemory.model())) {
      assertThat(
              action(other.save("The staging server can be reached at staging.example.org:8443")))
          .isEqualTo("created");
      assertThat(action(other.save("The staging server is reachable at staging.example.org:8443")))
          .isEqualTo("created");
    }
  }

  @Test
  void a_deleted_statement_may_be_saved_again() {
    String first = memory.saved("The user likes tea");
    delete(first);
    String second = memory.saved("The user likes tea");
    assertThat(second).isNotEqualTo(first);
    assertThat(memory.found("tea")).containsExactly("The user likes tea");
  }

  @Test
  void a_superseded_statement_may_be_saved_again() {
    String first = memory.saved("The user lives in Berlin");
    String second = memory.saved("The user lives in Lisbon", "supersedes", first);
    String third = memory.saved("The user lives in Berlin", "supersedes", second);
    assertThat(memory.found("Berlin")).containsExactly("The user lives in Berlin");
    assertThat(third).isNotIn(first, second);
  }

  @ParameterizedTest
  @CsvSource({
    "The user has two cats, The user has 2 cats",
    "The user runs 10 km every Sunday, The user runs 10 kilometres every Sunday",
    "The user doesn't drink coffee, The user does not drink coffee"
  })
  void a_paraphrase_over_the_threshold_is_a_semantic_duplicate(String stored, String said) {
    String id = memory.saved(stored);
    ObjectNode again = memory.save(said);
    assertThat(action(again)).as(again.toString()).isEqualTo("duplicate_skipped");
    assertThat(again.get("rule").asText()).isEqualTo("semantic_duplicate");
    assertThat(again.get("duplicate_of").asText()).isEqualTo(id);
    assertThat(again.get("similarity").asDouble()).isGreaterThan(0.80).isLessThan(1);
    assertThat(memories()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "The user prefers Python over TypeScript, The user prefers TypeScript over Python",
    "The user is allergic to nuts, The user is not allergic to nuts",
    "The user has two children, The user has three children"
  })
  void what_contradicts_is_stored_and_names_what_it_contradicts(String stored, String said) {
    String id = memory.saved(stored);
    ObjectNode answer = memory.save(said);
    assertThat(action(answer)).isEqualTo("created");
    assertThat(answer.get("contradicts").valueStream().map(node -> node.asText()))
        .containsExactly(id);
    assertThat(memories()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "The user's mother is called Ann, The user's sister is called Ann",
    "The server backup runs on host alpha-1, The server backup runs on host alpha-2",
    "Anna Schmidt is the user's dentist, Anna Schneider is the user's dentist"
  })
  void what_only_looks_alike_is_stored(String stored, String said) {
    memory.saved(stored);
    assertThat(action(memory.save(said))).isEqualTo("created");
  }

  private static String essay(String end) {
    return IntStream.range(0, 290)
            .mapToObj(i -> i % 7 == 0 ? "gardens." : "quiet")
            .collect(Collectors.joining(" "))
        + " "
        + end;
  }

  @Test
  void texts_longer_than_the_models_window_are_only_compared_exactly() {
    String filler = "a b c d e f g h i j k l m n o p q r s t u v w x y z ";
    String first = filler.repeat(24) + "and lastly the user likes tea";
    String second = filler.repeat(24) + "and lastly the user enjoys tea";
    assertThat(first.length()).isLessThan(2_000);
    memory.saved(first);
    assertThat(action(memory.save(second))).isEqualTo("created");
    assertThat(action(memory.save(first.toUpperCase(java.util.Locale.ROOT) + ".")))
        .isEqualTo("duplicate_skipped");
    assertThat(memories()).isEqualTo(2);
  }

  @Test
  void a_long_text_is_found_by_what_stands_at_its_end() {
    memory.saved(essay("Lastly, the passport is in the blue drawer of the desk."));
    memory.saved("The user likes tea");
    assertThat(memory.found("where is the passport?", "limit", 1).getFirst()).contains("passport");
  }

  /// The model has one and the same token for everything that it does not know.
  @Test
  void texts_that_differ_in_what_the_model_does_not_know_are_both_stored() {
    memory.saved("The user's favourite sign is \uD83E\uDD80");
    assertThat(action(memory.save("The user's favourite sign is \uD83E\uDD9E")))
        .isEqualTo("created");
    memory.saved("The word of the day is \uA9C1\uA9A0");
    assertThat(action(memory.save("The word of the day is \uA9C1\uA9B1"))).isEqualTo("created");
  }

  @Test
  void an_expired_memory_is_no_duplicate_and_is_expired_first() {
    String old = memory.saved("The user is on holiday");
    database.expire(old, java.time.Duration.ofNanos(1_000));
    pass(java.time.Duration.ofMinutes(1));
    assertThat(memory.found("holiday")).isEmpty();
    String again = memory.saved("The user is on holiday");
    assertThat(database.rows("select operation from memory_write_events order by seq"))
        .extracting(row -> row.get("operation"))
        .containsExactly("create", "expire", "create");
    assertThat(memory.found("holiday")).hasSize(1);
    assertThat(again).isNotEqualTo(old);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }
}
