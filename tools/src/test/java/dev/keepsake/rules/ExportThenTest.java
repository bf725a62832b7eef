package dev.keepsake.rules;

import static dev.keepsake.rules.Transfers.bring;
import static dev.keepsake.rules.Transfers.export;
import static dev.keepsake.rules.Transfers.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.rules.Transfers.Exported;
import dev.keepsake.transfer.ExportOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An export of what was known at another time: a report, and no copy to bring back.
class ExportThenTest extends RuleTest {
  private Instant beforeMoving = Instant.EPOCH;
  private Instant afterMoving = Instant.EPOCH;

  @BeforeEach
  void move() {
    String berlin = memory.saved("The user lives in Berlin");
    memory.saved("The user likes tea");
    String cello = memory.saved("The user plays the cello");
    String song = memory.saved("The user sings in a choir");
    pass(Duration.ofDays(1));
    beforeMoving = clock.instant();
    pass(Duration.ofDays(1));
    memory.saved("The user lives in Lisbon", "supersedes", berlin);
    delete(cello);
    database.expire(song, Duration.ofDays(2));
    pass(Duration.ofDays(1));
    afterMoving = clock.instant();
    database.run("update memory_items set access_count = 3 where status = 'active'");
  }

  private Exported exported(TimeAsked asked, boolean activeOnly) {
    Exported export = export(memory, new ExportOptions(true, activeOnly, asked, "test"));
    assertThat(export.summary().memories()).isEqualTo(export.memories().size());
    return export;
  }

  private static TimeAsked asOf(Instant moment) {
    return new TimeAsked(Optional.of(moment), Optional.empty());
  }

  private static TimeAsked validAt(Instant moment) {
    return new TimeAsked(Optional.empty(), Optional.of(moment));
  }

  private static List<String> contents(Exported export) {
    return export.memories().stream().map(line -> json(line).get("content").asText()).toList();
  }

  private static JsonNode line(Exported export, String word) {
    return json(export.memories().stream().filter(l -> l.contains(word)).findFirst().orElseThrow());
  }

  @Test
  void what_was_believed_then_is_exported_as_it_was_then() {
    Exported then = exported(asOf(beforeMoving), false);
    assertThat(contents(then))
        .containsExactlyInAnyOrder("The user lives in Berlin", "The user likes tea");
    JsonNode berlin = line(then, "Berlin");
    assertThat(berlin.get("status").asText()).isEqualTo("active");
    for (String later :
        List.of("superseded_by", "superseded_at", "valid_to", "access_count", "accessed_at")) {
      assertThat(berlin.has(later)).as(later).isFalse();
      assertThat(line(then, "tea").has(later)).as(later).isFalse();
    }
    assertThat(berlin.get("vectors")).hasSize(1);
    assertThat(then.summary().byStatus()).hasToString("{active=2}");
  }

  @Test
  void a_header_says_which_time_was_asked_about_and_so_does_the_summary() {
    JsonNode header = json(exported(asOf(beforeMoving), true).lines().getFirst());
    assertThat(header.get("as_of").asText()).isEqualTo("2026-03-02T12:00:00.000000Z");
    assertThat(header.has("valid_at")).isFalse();
    assertThat(header.get("memories").asInt()).isEqualTo(2);
    Exported both =
        exported(new TimeAsked(Optional.of(afterMoving), Optional.of(beforeMoving)), false);
    assertThat(json(both.lines().getFirst()).get("valid_at").asText())
        .isEqualTo("2026-03-02T12:00:00.000000Z");
    assertThat(both.summary().asOf()).contains(afterMoving);
    assertThat(both.summary().validAt()).contains(beforeMoving);
    JsonNode whole = json(export(memory, Transfers.ALL).lines().getFirst());
    assertThat(whole.has("as_of")).isFalse();
    assertThat(whole.has("valid_at")).isFalse();
  }

  @Test
  void what_held_then_is_exported_even_if_it_was_replaced_since() {
    Exported held = exported(validAt(beforeMoving), false);
    assertThat(contents(held))
        .containsExactlyInAnyOrder("The user lives in Berlin", "The user likes tea");
    assertThat(line(held, "Berlin").get("status").asText()).isEqualTo("superseded");
    assertThat(held.summary().byStatus()).hasToString("{active=1, superseded=1}");
    assertThat(contents(exported(validAt(beforeMoving), true)))
        .containsExactly("The user likes tea");
    assertThat(contents(exported(validAt(afterMoving), false)))
        .containsExactlyInAnyOrder("The user lives in Lisbon", "The user likes tea");
  }

  @Test
  void as_of_now_it_has_what_was_replaced_unless_that_is_left_out() {
    assertThat(contents(exported(asOf(afterMoving), false))).hasSize(3).doesNotHaveDuplicates();
    assertThat(contents(exported(asOf(afterMoving), true)))
        .containsExactlyInAnyOrder("The user lives in Lisbon", "The user likes tea");
    assertThat(contents(exported(asOf(Instant.EPOCH), false))).isEmpty();
  }

  @Test
  void it_is_not_imported_because_it_would_bring_back_what_was_corrected_or_deleted() {
    for (TimeAsked asked : List.of(asOf(beforeMoving), validAt(beforeMoving))) {
      var path = file(folder, exported(asked, false).text());
      memory.as("bob");
      assertThatThrownBy(() -> bring(memory, path))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
          .hasMessageContaining("line 1: it shows what was known at another time")
          .hasMessageContaining("2026-03-02T12:00:00.000000Z")
          .hasMessageEndingWith("Nothing was imported.");
      assertThat(memory.done("query_memory").get("memories")).isEmpty();
      memory.as("ada");
    }
  }
}
