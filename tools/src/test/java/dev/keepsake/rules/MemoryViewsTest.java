package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.MemoryException;
import dev.keepsake.history.MemoryView;
import dev.keepsake.history.MemoryViews;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Status;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What agents may look up by an id.
class MemoryViewsTest extends RuleTest {
  private MemoryViews views;

  @BeforeEach
  void lookUp() {
    views = memory.keepsake.views();
  }

  @Test
  void a_memory_is_shown_as_it_goes_over_the_wire() {
    String id = memory.saved("The user lives in Berlin");
    var json = WireJson.MAPPER.valueToTree(views.memory(memory.caller(), id(id)).orElseThrow());
    assertThat(json.get("id").asText()).isEqualTo(id);
    assertThat(json.get("content").asText()).isEqualTo("The user lives in Berlin");
    assertThat(json.get("type").asText()).isEqualTo("fact");
    assertThat(json.get("status").asText()).isEqualTo("active");
    assertThat(json.get("provenance").asText()).isEqualTo("model");
    assertThat(json.has("superseded_by")).isFalse();
  }

  @Test
  void a_memory_that_was_replaced_names_its_successor_and_is_shown() {
    String berlin = memory.saved("The user lives in Berlin");
    memory.clock.advance(Duration.ofDays(1));
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    MemoryView old = views.memory(memory.caller(), id(berlin)).orElseThrow();
    assertThat(old.status()).isEqualTo(Status.SUPERSEDED);
    assertThat(old.supersededBy()).contains(id(lisbon));
    assertThat(views.memory(memory.caller(), id(lisbon)).orElseThrow().supersedes())
        .containsExactly(id(berlin));
  }

  @Test
  void a_history_has_every_version_and_every_event_but_no_text_beside_the_versions() {
    String berlin = memory.saved("The user lives in Berlin");
    memory.clock.advance(Duration.ofDays(1));
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    var history = views.history(memory.caller(), id(berlin)).orElseThrow();
    assertThat(history.memories())
        .extracting(MemoryView::content)
        .containsExactly("The user lives in Berlin", "The user lives in Lisbon");
    assertThat(views.history(memory.caller(), id(lisbon))).contains(history);
    var events = WireJson.MAPPER.valueToTree(history.events());
    assertThat(events).isNotEmpty();
    assertThat(events.toString()).doesNotContain("Berlin", "Lisbon");
  }

  @Test
  void what_was_deleted_is_not_there() {
    String berlin = memory.saved("The user lives in Berlin");
    memory.clock.advance(Duration.ofDays(1));
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    memory.done("delete_memory", "memory_ids", List.of(lisbon), "confirm", true);
    for (String id : List.of(berlin, lisbon)) {
      assertThat(views.memory(memory.caller(), id(id))).isEmpty();
      assertThat(views.history(memory.caller(), id(id))).isEmpty();
    }
    assertThat(views.ids(memory.caller(), "", 10)).isEmpty();
  }

  @Test
  void what_belongs_to_another_is_as_if_it_were_not_there() {
    String id = memory.saved("The user lives in Berlin");
    for (String other : List.of("nobody", "bob")) {
      memory.as("bob");
      memory.saved("The user lives in Rome");
      Caller caller = memory.callerOf(other);
      assertThat(views.memory(caller, id(id))).isEmpty();
      assertThat(views.history(caller, id(id))).isEmpty();
      assertThat(views.ids(caller, id, 10)).isEmpty();
      memory.as("bob");
      memory.done(
          "delete_memory",
          "memory_ids",
          views.ids(memory.caller(), "", 10).stream().map(MemoryId::toString).toList(),
          "confirm",
          true);
    }
  }

  @Test
  void ids_are_completed_newest_first_within_a_bound() {
    String first = memory.saved("The user lives in Berlin");
    memory.clock.advance(Duration.ofDays(1));
    String second = memory.saved("The cat is called Tom");
    memory.clock.advance(Duration.ofDays(1));
    String third = memory.saved("The lamp is green");
    assertThat(ids("", 2)).containsExactly(third, second);
    assertThat(ids(first, 9)).containsExactly(first);
    assertThat(ids(first.toUpperCase(java.util.Locale.ROOT), 9)).containsExactly(first);
    assertThat(ids(first.substring(0, 35), 9)).contains(first);
    assertThat(ids("z", 9)).isEmpty();
    assertThat(ids("%", 9)).isEmpty();
    assertThat(ids(first + "0", 9)).isEmpty();
  }

  @Test
  void who_may_not_read_is_shown_nothing() {
    String id = memory.saved("The user lives in Berlin");
    Caller full = memory.caller();
    var bound =
        new Caller(
            full.tenant(),
            Set.of(),
            full.user(),
            full.conversation(),
            full.correlationId(),
            full.entry());
    assertThatThrownBy(() -> views.memory(bound, id(id)))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("memory:read");
    assertThatThrownBy(() -> views.ids(bound, "", 1)).isInstanceOf(MemoryException.class);
  }

  private List<String> ids(String prefix, int limit) {
    return views.ids(memory.caller(), prefix, limit).stream().map(MemoryId::toString).toList();
  }

  private static MemoryId id(String text) {
    return new MemoryId(UUID.fromString(text));
  }
}
