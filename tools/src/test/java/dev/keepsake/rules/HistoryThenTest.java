package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.history.HistoryView;
import dev.keepsake.history.MemoryHistory.Story;
import dev.keepsake.history.MemoryView;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.TimeAsked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The history of a memory as it was known at another time.
class HistoryThenTest extends RuleTest {
  private String berlin = "";
  private String lisbon = "";
  private Instant beforeMoving = Instant.EPOCH;
  private Instant afterMoving = Instant.EPOCH;

  private void move() {
    berlin = memory.saved("The user lives in Berlin");
    pass(Duration.ofDays(1));
    beforeMoving = clock.instant();
    pass(Duration.ofDays(1));
    lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    pass(Duration.ofDays(1));
    afterMoving = clock.instant();
  }

  private static TimeAsked asOf(Instant moment) {
    return new TimeAsked(Optional.of(moment), Optional.empty());
  }

  private static TimeAsked validAt(Instant moment) {
    return new TimeAsked(Optional.empty(), Optional.of(moment));
  }

  private Optional<HistoryView> shown(String id, TimeAsked asked) {
    return memory.keepsake.views().history(memory.caller(), id(id), asked);
  }

  private Optional<Story> told(String id, TimeAsked asked) {
    return memory.keepsake.history().of(memory.caller(), id(id), asked);
  }

  private static MemoryId id(String text) {
    return new MemoryId(UUID.fromString(text));
  }

  @Test
  void as_of_then_it_has_the_versions_and_events_that_there_were() {
    move();
    HistoryView then = shown(berlin, asOf(beforeMoving)).orElseThrow();
    assertThat(then.memories()).hasSize(1);
    MemoryView old = then.memories().getFirst();
    assertThat(old.content()).isEqualTo("The user lives in Berlin");
    assertThat(old.status()).isEqualTo(Status.ACTIVE);
    assertThat(old.supersededBy()).isEmpty();
    assertThat(old.supersededAt()).isEmpty();
    assertThat(old.validTo()).isEmpty();
    assertThat(then.events()).hasSize(1);
    Story story = told(berlin, asOf(beforeMoving)).orElseThrow();
    assertThat(story.chain()).hasSize(1).allMatch(Memory::active);
    assertThat(story.events()).hasSize(1);
    assertThat(shown(berlin, asOf(afterMoving)))
        .isEqualTo(memory.keepsake.views().history(memory.caller(), id(berlin)));
  }

  @Test
  void what_was_not_recorded_yet_was_not_there() {
    move();
    assertThat(shown(lisbon, asOf(beforeMoving))).isEmpty();
    assertThat(told(lisbon, asOf(beforeMoving))).isEmpty();
    assertThat(shown(berlin, asOf(beforeMoving.minus(Duration.ofDays(2))))).isEmpty();
  }

  @Test
  void valid_at_it_has_what_held_then_from_whichever_version_one_asks() {
    move();
    for (String id : List.of(berlin, lisbon)) {
      assertThat(shown(id, validAt(beforeMoving)).orElseThrow().memories())
          .extracting(MemoryView::content)
          .containsExactly("The user lives in Berlin");
      assertThat(told(id, validAt(afterMoving)).orElseThrow().chain())
          .extracting(m -> m.content().text())
          .containsExactly("The user lives in Lisbon");
      HistoryView never = shown(id, validAt(Instant.parse("1999-01-01T00:00:00Z"))).orElseThrow();
      assertThat(never.memories()).isEmpty();
      assertThat(never.events()).isEmpty();
    }
    var both = new TimeAsked(Optional.of(beforeMoving), Optional.of(afterMoving));
    assertThat(told(berlin, both).orElseThrow().chain())
        .extracting(m -> m.content().text())
        .containsExactly("The user lives in Berlin");
  }

  @Test
  void no_time_that_one_asks_about_brings_back_what_was_deleted_or_has_expired() {
    move();
    String song = memory.saved("The user sings in a choir");
    database.expire(song, Duration.ofSeconds(1));
    Instant then = clock.instant();
    delete(lisbon);
    pass(Duration.ofMinutes(1));
    for (TimeAsked asked : List.of(asOf(beforeMoving), asOf(then), validAt(beforeMoving))) {
      for (String id : List.of(berlin, lisbon, song)) {
        assertThat(shown(id, asked)).isEmpty();
      }
    }
    assertThat(told(berlin, asOf(beforeMoving)).orElseThrow().chain())
        .as("an operator is told that it is deleted")
        .extracting(Memory::status)
        .containsExactly(Status.DELETED);
  }
}
