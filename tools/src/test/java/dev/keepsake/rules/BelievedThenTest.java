package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was believed at a moment, and what held at one.
class BelievedThenTest extends RuleTest {

  private List<String> asOf(Instant moment, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "as_of";
    arguments[1] = moment.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return TestMemory.contents(memory.done("query_memory", arguments));
  }

  /// Whatever the clock does: at every moment from its first version on, each topic has exactly
  /// one.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void as_of_never_shows_two_versions_of_a_memory_or_none(long seed) {
    reopen(settings -> settings, new WordEmbedder());
    var random = new Random(seed);
    Map<Integer, List<String>> versions = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      int topic = random.nextInt(6);
      List<String> chain = versions.computeIfAbsent(topic, _ -> new ArrayList<>());
      String content = "Topic " + topic + " is in version " + chain.size();
      chain.add(
          chain.isEmpty()
              ? memory.saved(content)
              : memory.saved(content, "supersedes", chain.getLast()));
      moveClock(random);
    }
    for (Instant boundary : boundaries()) {
      for (int micros = -1; micros <= 1; micros++) {
        Instant moment = boundary.plus(micros, ChronoUnit.MICROS);
        assertThat(asOf(moment, "limit", 50)).as("at %s", moment).containsAll(expected(moment));
        assertThat(asOf(moment, "limit", 50)).hasSameSizeAs(expected(moment));
      }
    }
  }

  private void moveClock(Random random) {
    switch (random.nextInt(3)) {
      case 0 -> pass(Duration.ofSeconds(random.nextInt(1000)));
      case 1 -> pass(Duration.ofSeconds(-random.nextInt(1000)));
      default -> pass(Duration.ZERO);
    }
  }

  private List<Instant> boundaries() {
    return database
        .rows(
            "select recorded_at as at from memory_items union select superseded_at from"
                + " memory_items where superseded_at is not null")
        .stream()
        .map(row -> micros(row.get("at")))
        .toList();
  }

  /// The newest version of each topic among those that had begun.
  private List<String> expected(Instant moment) {
    Map<String, String> newest = new HashMap<>();
    for (var row :
        database.rows("select content, recorded_at from memory_items order by recorded_at")) {
      if (!micros(row.get("recorded_at")).isAfter(moment)) {
        newest.put(row.get("content").substring(0, 7), row.get("content"));
      }
    }
    return List.copyOf(newest.values());
  }

  private static Instant micros(String value) {
    return Instant.EPOCH.plus(Long.parseLong(value), ChronoUnit.MICROS);
  }

  @Test
  void before_anything_was_known_nothing_was_believed() {
    memory.saved("The user lives in Berlin");
    assertThat(asOf(clock.instant().minusSeconds(1))).isEmpty();
    assertThat(asOf(Instant.parse("0001-01-01T00:00:00Z"))).isEmpty();
    assertThat(asOf(Instant.parse("9999-12-31T23:59:59Z"))).hasSize(1);
  }

  @Test
  void a_search_as_of_then_ranks_what_was_believed_then() {
    String old = memory.saved("The user lives in Berlin");
    memory.saved("The user plays the cello");
    Instant then = clock.instant();
    pass(Duration.ofDays(1));
    memory.saved("The user lives in Lisbon", "supersedes", old);
    assertThat(asOf(then.plusSeconds(1), "query", "where does the user live?").getFirst())
        .isEqualTo("The user lives in Berlin");
    assertThat(asOf(then.plusSeconds(1), "query", "where does the user live?", "limit", 1))
        .hasSize(1);
  }

  @Test
  void as_of_pages_without_gaps() {
    for (int i = 0; i < 7; i++) {
      memory.saved("Fact number " + i + " is this");
      pass(Duration.ofMinutes(1));
    }
    String moment = clock.instant().minusSeconds(61).toString();
    memory.saved("A later thing altogether");
    var seen = new ArrayList<String>();
    ObjectNode page = memory.done("query_memory", "as_of", moment, "limit", 3);
    seen.addAll(TestMemory.contents(page));
    while (page.has("next_cursor")) {
      page =
          memory.done(
              "query_memory",
              "as_of",
              moment,
              "limit",
              3,
              "cursor",
              page.get("next_cursor").asText());
      seen.addAll(TestMemory.contents(page));
    }
    assertThat(seen).hasSize(6).doesNotHaveDuplicates();
  }

  /// The end of validity that comes with a correction was not known before the correction.
  @Test
  void what_was_believed_then_was_believed_to_hold_on() {
    String old = memory.saved("The user lives in Berlin");
    Instant then = clock.instant();
    pass(Duration.ofDays(1));
    memory.saved("The user lives in Lisbon", "supersedes", old);
    pass(Duration.ofDays(1));
    assertThat(asOf(then, "valid_at", clock.instant().toString()))
        .containsExactly("The user lives in Berlin");
    assertThat(asOf(then, "valid_at", then.minusSeconds(1).toString())).isEmpty();
    assertThat(asOf(clock.instant(), "valid_at", clock.instant().toString()))
        .containsExactly("The user lives in Lisbon");
  }

  @Test
  void valid_time_never_decides_what_was_believed() {
    String id = memory.saved("The user will live in Oslo");
    Instant then = clock.instant();
    database.run(
        "update memory_items set valid_from = %s where id = '%s'"
            .formatted(database.later("valid_from", Duration.ofDays(1)), id));
    assertThat(asOf(then)).containsExactly("The user will live in Oslo");
    String tomorrow = then.plus(Duration.ofDays(1)).toString();
    assertThat(memory.done("query_memory", "valid_at", then.toString()).get("memories")).isEmpty();
    assertThat(memory.done("query_memory", "valid_at", tomorrow).get("memories")).hasSize(1);
  }

  @Test
  void what_has_expired_since_is_not_shown_as_of_then() {
    String id = memory.saved("The user is on holiday");
    Instant then = clock.instant();
    database.expire(id, Duration.ofSeconds(1));
    assertThat(asOf(then)).hasSize(1);
    pass(Duration.ofMinutes(1));
    assertThat(asOf(then)).isEmpty();
    assertThat(asOf(then, "query", "holiday")).isEmpty();
  }
}
