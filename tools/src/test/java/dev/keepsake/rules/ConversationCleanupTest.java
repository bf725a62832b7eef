package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.TestMemory;
import dev.keepsake.job.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes by itself of conversations that nobody goes on with.
class ConversationCleanupTest extends RuleTest {
  private RawCalls ada;

  @BeforeEach
  void beAda() {
    ada = RawCalls.of(memory, "ada");
  }

  private static void say(RawCalls who, String id, int messages) {
    who.done(
        "append_messages",
        "id",
        id,
        "messages",
        IntStream.range(0, messages)
            .mapToObj(
                i -> Map.of("role", "user", "content", "The hen number %d is brown".formatted(i)))
            .toList());
  }

  private int trimmed(TestMemory process) {
    return process.keepsake.jobs().run(JobKind.CONVERSATION_TRIM);
  }

  private int removed() {
    return memory.keepsake.jobs().run(JobKind.CONVERSATION_CLEANUP);
  }

  private JsonNode conversation(RawCalls whose, String id) {
    return whose.done("get_conversation", "id", id);
  }

  @Test
  void of_one_that_rests_for_a_day_the_newest_messages_stay() {
    RawCalls eve = ada.as("eve");
    say(ada, "long", 20);
    say(eve, "hers", 13);
    say(ada, "short", 12);
    pass(Duration.ofHours(23));
    say(ada, "new", 20);
    assertThat(trimmed(memory)).isZero();
    pass(Duration.ofHours(1));
    assertThat(trimmed(memory)).isEqualTo(2);

    JsonNode rests = conversation(ada, "long");
    assertThat(rests.path("message_count").asInt()).isEqualTo(12);
    assertThat(rests.path("total_message_count").asInt()).isEqualTo(20);
    assertThat(rests.path("summary").asText().lines()).hasSize(5);
    assertThat(rests.path("last_active").asText()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(conversation(eve, "hers").path("summary").asText())
        .isEqualTo("The hen number 0 is brown");
    assertThat(conversation(ada, "short").has("summary")).isFalse();
    assertThat(conversation(ada, "new").path("message_count").asInt()).isEqualTo(20);
    pass(Duration.ofHours(24));
    assertThat(trimmed(memory)).isOne();
  }

  @Test
  void it_is_trimmed_by_one_of_the_processes() {
    try (TestMemory other = openAnother()) {
      say(ada, "long", 20);
      pass(Duration.ofHours(24));
      assertThat(Racers.race(2, i -> trimmed(i == 0 ? memory : other)))
          .containsExactlyInAnyOrder(0, 1);
    }
  }

  @Test
  void what_can_not_be_summarised_now_is_trimmed_later() {
    say(ada, "long", 30);
    pass(Duration.ofHours(24));
    var held = new HeldEmbedder();
    held.late(true);
    try (TestMemory other = openAnother(held)) {
      assertThat(trimmed(other)).isZero();
    }
    assertThat(conversation(ada, "long").path("message_count").asInt()).isEqualTo(30);
    assertThat(trimmed(memory)).as("within the hour").isZero();
    pass(Duration.ofHours(1));
    assertThat(trimmed(memory)).isOne();
  }

  @Test
  void after_ninety_days_without_a_message_it_is_removed_at_night() {
    assertThat(removed()).as("the first look, at noon").isZero();
    for (int i = 0; i < 25; i++) {
      say(ada, "old " + i, 2);
    }
    say(ada.as("eve"), "old", 16);
    pass(Duration.ofDays(1));
    say(ada, "kept", 3);
    clock.set(Instant.parse("2026-05-30T13:00:00Z"));
    assertThat(database.count("conversations")).isEqualTo(27);
    assertThat(removed()).isEqualTo(26);
    assertThat(database.count("conversations")).isOne();
    assertThat(database.count("messages")).isEqualTo(3);
    assertThat(database.count("episodes")).isZero();
    clock.set(Instant.parse("2026-05-31T02:59:59Z"));
    say(ada, "of the next night", 1);
    database.run("update conversations set last_active = " + database.at(Instant.EPOCH));
    assertThat(removed()).as("not yet night").isZero();
    pass(Duration.ofSeconds(1));
    assertThat(removed()).isEqualTo(2);
  }

  @Test
  void what_fails_comes_again_in_an_hour() {
    say(ada, "old", 2);
    pass(Duration.ofDays(91));
    database.failOnUpdate("user_state");
    assertThat(removed()).isZero();
    database.failNoMore();
    assertThat(removed()).isZero();
    pass(Duration.ofHours(1));
    assertThat(removed()).isOne();
    assertThat(List.of(database.count("conversations"), database.count("messages")))
        .containsOnly(0L);
  }
}
