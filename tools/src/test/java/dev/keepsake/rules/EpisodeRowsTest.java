package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Summary;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Episode;
import dev.keepsake.store.WriteTx;
import dev.keepsake.store.sql.SqlStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What workers can do with the one episode of a conversation.
class EpisodeRowsTest extends RuleTest {
  private static final ConversationId TALK = new ConversationId("talk");
  private static final MemoryId MEMORY = new MemoryId(new UUID(1, 7));
  private static final Episode.Text TEXT =
      new Episode.Text(
          new Summary("They spoke of hens.", Summary.Kind.MODEL),
          Optional.of(new Episode.PromptMark("summarize_episode", 2, "ab".repeat(32))));

  private SqlStore store;
  private Owner ada;

  @BeforeEach
  void talk() {
    store = database.openStore(clock);
    RawCalls.of(memory, "ada")
        .done(
            "append_messages",
            "id",
            TALK.value(),
            "messages",
            IntStream.range(0, 8)
                .mapToObj(i -> Map.of("role", "user", "content", "a hen"))
                .toList());
    ada =
        new Owner(
            store
                .users()
                .find(memory.keepsake.tenant().organization(), new UserName("ada"))
                .orElseThrow(),
            new Scope("local"));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private <R> R write(Function<WriteTx, R> work) {
    return store.write(ada.user(), clock.instant(), work);
  }

  private boolean does(Predicate<WriteTx> work) {
    return write(tx -> work.test(tx));
  }

  private List<ConversationKey> claimed(String worker) {
    Instant now = clock.instant();
    return store.claimEpisodes(now, now.plus(Duration.ofMinutes(5)), worker, 10);
  }

  private Episode found() {
    return store.read(ada.user(), tx -> tx.episodes().find(ada, TALK)).orElseThrow();
  }

  @Test
  void one_that_is_due_is_claimed_by_one_worker_until_its_lease_ends() {
    pass(Duration.ofSeconds(1));
    assertThat(found().state()).isEqualTo(EpisodeState.DUE);
    assertThat(Racers.race(4, i -> claimed("worker " + i)).stream().flatMap(List::stream))
        .containsExactly(new ConversationKey(ada, TALK));
    assertThat(claimed("late")).isEmpty();
    pass(Duration.ofMinutes(5));
    assertThat(claimed("late")).hasSize(1);
  }

  @Test
  void what_was_made_of_it_is_kept_until_it_is_saved() {
    pass(Duration.ofSeconds(1));
    claimed("w");
    assertThat(does(tx -> tx.episodes().keep(ada, TALK, "another", TEXT))).isFalse();
    assertThat(does(tx -> tx.episodes().keep(ada, TALK, "w", TEXT))).isTrue();
    assertThat(found().state()).isEqualTo(EpisodeState.SUMMARISED);
    assertThat(found().text()).contains(TEXT);
    Predicate<WriteTx> end =
        tx -> tx.episodes().finish(ada, TALK, "w", EpisodeState.MADE, Optional.of(MEMORY));
    assertThat(does(end)).isTrue();
    assertThat(does(end)).as("a second time").isFalse();
    assertThat(found().state()).isEqualTo(EpisodeState.MADE);
    assertThat(found().text()).isEmpty();
    assertThat(found().memory()).contains(MEMORY);
    pass(Duration.ofDays(1));
    assertThat(claimed("late")).isEmpty();
    assertThat(does(tx -> tx.episodes().begin(ada, TALK))).isFalse();
    assertThat(
            RawCalls.of(memory, "ada").done("get_conversation", "id", TALK.value()).path("episode"))
        .isEqualTo(json("{\"state\":\"made\",\"memory_id\":\"%s\"}".formatted(MEMORY)));
  }

  @Test
  void one_that_fails_comes_again_later() {
    pass(Duration.ofSeconds(1));
    claimed("w");
    Instant next = clock.instant().plusSeconds(60);
    write(tx -> {
      tx.episodes().postpone(ada, TALK, "another", 7, next);
      tx.episodes().postpone(ada, TALK, "w", 1, next);
      return next;
    });
    assertThat(found().attempts()).isOne();
    assertThat(claimed("w")).isEmpty();
    pass(Duration.ofSeconds(60));
    assertThat(claimed("w")).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            write(tx -> tx.episodes().finish(ada, TALK, "w", EpisodeState.DUE, Optional.empty())));
    assertThat(
            does(tx -> tx.episodes().finish(ada, TALK, "w", EpisodeState.FAILED, Optional.empty())))
        .isTrue();
  }

  @Test
  void of_a_conversation_that_was_deleted_meanwhile_nothing_is_kept() {
    pass(Duration.ofSeconds(1));
    claimed("w");
    RawCalls.of(memory, "ada").done("delete_conversation", "id", TALK.value());
    assertThat(does(tx -> tx.episodes().keep(ada, TALK, "w", TEXT))).isFalse();
    assertThat(
            does(tx -> tx.episodes().finish(ada, TALK, "w", EpisodeState.MADE, Optional.empty())))
        .isFalse();
    pass(Duration.ofDays(1));
    assertThat(claimed("late")).isEmpty();
  }

  @Test
  void it_is_made_again_for_who_asks() {
    pass(Duration.ofSeconds(1));
    claimed("w");
    write(tx -> tx.episodes().finish(ada, TALK, "w", EpisodeState.MADE, Optional.of(MEMORY)));
    Predicate<WriteTx> again =
        tx -> tx.episodes().again(ada, TALK, "person", clock.instant().plusSeconds(60));
    assertThat(does(again)).isTrue();
    assertThat(does(again)).as("while one is at it").isFalse();
    assertThat(found().state()).isEqualTo(EpisodeState.DUE);
    assertThat(found().memory()).contains(MEMORY);
    assertThat(claimed("w")).isEmpty();
    assertThat(does(tx -> tx.episodes().keep(ada, TALK, "person", TEXT))).isTrue();
    Instant begun = found().createdAt();
    pass(Duration.ofSeconds(60));
    assertThat(does(again)).as("after the lease of one that died").isTrue();
    assertThat(found().text()).as("it is to be saved under the key that it had").contains(TEXT);
    assertThat(found().createdAt()).isEqualTo(begun);
    pass(Duration.ofSeconds(61));
    assertThat(claimed("w")).hasSize(1);
  }
}
