package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.job.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What held in the world at a moment, whatever is believed of today. The memories come by an
/// import, which alone can say since when something holds.
class HeldThenTest extends RuleTest {
  private static final String BERLIN = "The user lives in Berlin";
  private static final String LISBON = "The user lives in Lisbon";
  private static final String OSLO = "The user lives in Oslo";

  /// When each of the versions was recorded, and one day after the last.
  private final List<Instant> moments = new ArrayList<>();

  /// Versions of one memory, a day after one another, each with what its line says of valid time.
  private void versions(String... contentsAndTimes) {
    memory.as("author");
    String id = "";
    for (int i = 0; i < contentsAndTimes.length; i += 2) {
      String content = contentsAndTimes[i];
      id = id.isEmpty() ? memory.saved(content) : memory.saved(content, "supersedes", id);
      moments.add(clock.instant());
      pass(Duration.ofDays(1));
    }
    moments.add(clock.instant());
    var lines = new ArrayList<String>(Transfers.export(memory, Transfers.ALL).lines());
    lines.removeLast();
    for (int i = 0; i < contentsAndTimes.length; i += 2) {
      String content = contentsAndTimes[i];
      String times = contentsAndTimes[i + 1];
      lines.replaceAll(line -> line.contains(content) ? timed(line, times) : line);
    }
    memory.as("ada");
    var file = Transfers.file(folder, Transfers.sealed(lines));
    assertThat(Transfers.bring(memory, file).created()).isEqualTo(contentsAndTimes.length / 2);
  }

  /// @param times `from` or `from to`, in years
  private static String timed(String line, String times) {
    String[] years = times.split(" ");
    String from = line.replaceFirst("\"valid_from\":\"[^\"]*\"", valid("from", years[0]));
    return years.length == 1
        ? from
        : from.replaceFirst(",\"valid_to\":\"[^\"]*\"", "")
            .replaceFirst("(\"valid_from\":\"[^\"]*\")", "$1," + valid("to", years[1]));
  }

  private static String valid(String end, String year) {
    return "\"valid_%s\":\"%s-01-01T00:00:00.000000Z\"".formatted(end, year);
  }

  private static String year(int year) {
    return year + "-01-01T00:00:00Z";
  }

  private List<String> heldAt(String moment, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "valid_at";
    arguments[1] = moment;
    System.arraycopy(more, 0, arguments, 2, more.length);
    ObjectNode answer = memory.done("query_memory", arguments);
    assertThat(answer.get("total_count").asInt()).isEqualTo(answer.get("memories").size());
    return TestMemory.contents(answer);
  }

  @Test
  void what_was_replaced_since_held_until_what_replaced_it_begins() {
    versions(BERLIN, "2020", LISBON, "2025");
    assertThat(heldAt(year(2019))).isEmpty();
    assertThat(heldAt(year(2020))).containsExactly(BERLIN);
    assertThat(heldAt("2024-12-31T23:59:59.999999Z")).containsExactly(BERLIN);
    assertThat(heldAt("2024-12-31T23:59:59.999999999Z")).containsExactly(BERLIN);
    assertThat(heldAt("2025-01-01T01:00:00+01:00")).containsExactly(LISBON);
    assertThat(heldAt(year(2026))).containsExactly(LISBON);
    assertThat(heldAt(year(2022), "query", "where does the user live?")).containsExactly(BERLIN);
    assertThat(heldAt(year(2026), "query", "where does the user live?")).containsExactly(LISBON);
    assertThat(TestMemory.contents(memory.done("query_memory"))).containsExactly(LISBON);
  }

  @Test
  void what_was_corrected_from_its_beginning_never_held() {
    versions(BERLIN, "2020", LISBON, "2020");
    assertThat(heldAt(year(2020))).containsExactly(LISBON);
    assertThat(heldAt(year(2023))).containsExactly(LISBON);
  }

  @Test
  void an_end_of_its_own_holds_if_it_is_the_earlier() {
    versions(BERLIN, "2020 2022", LISBON, "2025");
    assertThat(heldAt(year(2021))).containsExactly(BERLIN);
    assertThat(heldAt(year(2023))).isEmpty();
  }

  @Test
  void what_was_thought_to_last_longer_ends_where_its_successor_begins() {
    versions(BERLIN, "2020 2030", LISBON, "2025");
    assertThat(heldAt(year(2024))).containsExactly(BERLIN);
    assertThat(heldAt(year(2026))).containsExactly(LISBON);
  }

  @Test
  void a_later_correction_of_the_past_takes_the_place_of_every_version_before() {
    versions(BERLIN, "2020", LISBON, "2023", OSLO, "2019");
    assertThat(heldAt(year(2021))).containsExactly(OSLO);
    assertThat(heldAt(year(2024))).containsExactly(OSLO);
    String before = moments.get(1).toString();
    assertThat(heldAt(year(2021), "as_of", before)).containsExactly(BERLIN);
    assertThat(heldAt(year(2024), "as_of", before)).containsExactly(LISBON);
  }

  @Test
  void what_was_known_then_is_known_without_what_came_later() {
    versions(BERLIN, "2020", LISBON, "2025");
    String justBefore = moments.get(1).minus(1, ChronoUnit.MICROS).toString();
    assertThat(heldAt(year(2026), "as_of", justBefore)).containsExactly(BERLIN);
    assertThat(heldAt(year(2026), "as_of", moments.get(1).toString())).containsExactly(LISBON);
    assertThat(heldAt(year(2022), "as_of", moments.get(1).toString())).containsExactly(BERLIN);
    String tooEarly = moments.getFirst().minusSeconds(1).toString();
    assertThat(heldAt(year(2022), "as_of", tooEarly)).isEmpty();
  }

  @Test
  void what_was_deleted_or_has_expired_held_at_no_time() {
    versions(BERLIN, "2020", LISBON, "2025");
    String head = memory.done("query_memory").at("/memories/0/id").asText();
    String song = memory.saved("The user sings in a choir");
    pass(Duration.ofSeconds(1)); // its time began behind the import, in the same instant
    String at = clock.instant().toString();
    assertThat(heldAt(at, "query", "choir")).contains("The user sings in a choir");
    database.expire(song, Duration.ofSeconds(2));
    delete(head);
    pass(Duration.ofMinutes(1));
    for (String moment : List.of(year(2022), year(2026), at)) {
      assertThat(heldAt(moment)).isEmpty();
      assertThat(heldAt(moment, "query", "where does the user live?")).isEmpty();
      assertThat(heldAt(moment, "as_of", moments.getLast().toString())).isEmpty();
    }
  }

  /// The successor said that the time of what it replaced was over, and that stays so.
  @Test
  void what_was_replaced_by_something_that_has_expired_held_until_then() {
    versions(BERLIN, "2020", LISBON, "2025");
    String head = memory.done("query_memory").at("/memories/0/id").asText();
    database.expire(head, Duration.ofSeconds(1));
    pass(Duration.ofMinutes(1));
    assertThat(heldAt(year(2022))).containsExactly(BERLIN);
    assertThat(heldAt(year(2026))).isEmpty();
    memory.keepsake.jobs().run(JobKind.EXPIRY);
    assertThat(heldAt(year(2022))).containsExactly(BERLIN);
    assertThat(heldAt(year(2026))).isEmpty();
  }

  @Test
  void filters_and_pages_go_over_what_held() {
    versions(BERLIN, "2020", LISBON, "2025");
    for (int i = 0; i < 4; i++) {
      memory.saved("Fact number " + i + " is this");
      pass(Duration.ofMinutes(1));
    }
    String now = clock.instant().toString();
    var seen = new ArrayList<String>();
    ObjectNode page = memory.done("query_memory", "valid_at", now, "limit", 2);
    seen.addAll(TestMemory.contents(page));
    while (page.has("next_cursor")) {
      page =
          memory.done(
              "query_memory",
              "valid_at",
              now,
              "limit",
              2,
              "cursor",
              page.get("next_cursor").asText());
      seen.addAll(TestMemory.contents(page));
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates().contains(LISBON).doesNotContain(BERLIN);
    assertThat(heldAt(year(2022), "memory_types", List.of("note"))).isEmpty();
    assertThat(heldAt(year(2022), "until", moments.get(1).toString())).containsExactly(BERLIN);
    assertThat(heldAt(year(2022), "since", moments.get(1).toString())).isEmpty();
  }

  @Test
  void another_user_knows_nothing_of_it() {
    versions(BERLIN, "2020", LISBON, "2025");
    memory.as("eve");
    assertThat(heldAt(year(2022))).isEmpty();
    memory.saved("The user likes tea");
    assertThat(heldAt(year(2022))).isEmpty();
  }
}
