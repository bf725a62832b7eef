package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.tool.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The one episode of a conversation: when it is due, who makes it, and what becomes of it.
class EpisodesTest extends RuleTest {
  private static final String CONVERSATION = "trip";

  private RawCalls ada;

  @BeforeEach
  void beAda() {
    ada = RawCalls.of(memory, "ada");
  }

  private static List<Map<String, Object>> turns(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            Map.<String, Object>of(
                "role",
                i % 2 == 0 ? "user" : "assistant",
                "content",
                i % 2 == 0
                    ? "On day %d the user wants to walk along the river %s".formatted(i, names(i))
                    : "Day %d can be spent at the castle of %s".formatted(i, names(i))))
        .toList();
  }

  private static String names(int i) {
    return List.of("Drava", "Mura", "Sava", "Soca", "Krka").get(i % 5);
  }

  private ObjectNode say(int from, int to) {
    return ada.done("append_messages", "id", CONVERSATION, "messages", turns(from, to));
  }

  /// A moment later: what is written in one moment is in order by parts of it.
  private int make(TestMemory process) {
    pass(Duration.ofMillis(1));
    return process.keepsake.jobs().run(JobKind.EPISODES);
  }

  private JsonNode mark() {
    return ada.done("get_conversation", "id", CONVERSATION).path("episode");
  }

  private List<JsonNode> episodes() {
    return memory
        .done("query_memory", "memory_types", List.of("episode"))
        .path("memories")
        .valueStream()
        .toList();
  }

  private ObjectNode summarize(Object... arguments) {
    return memory.done("summarize_episode", arguments);
  }

  private static List<Map<String, Object>> of(Stream<String> said) {
    return said.map(text -> Map.<String, Object>of("role", "user", "content", text)).toList();
  }

  @Test
  void a_conversation_gets_one_when_it_is_long_enough_and_only_one() {
    var rung = new AtomicInteger();
    memory.keepsake.jobs().whenOpen(JobKind.EPISODES, rung::incrementAndGet);
    say(0, 14);
    assertThat(make(memory)).isZero();
    assertThat(mark().isMissingNode()).isTrue();
    assertThat(rung).hasValue(0);

    assertThat(say(14, 15).path("episode_due").asBoolean()).isTrue();
    assertThat(rung).as("nobody waits until the next look").hasValue(1);
    assertThat(mark().path("state").asText()).isEqualTo("due");
    assertThat(make(memory)).isEqualTo(1);

    JsonNode episode = episodes().getFirst();
    assertThat(mark().path("state").asText()).isEqualTo("made");
    assertThat(mark().path("memory_id").asText()).isEqualTo(episode.path("id").asText());
    assertThat(episode.path("source").asText()).isEqualTo("ai_extracted");
    assertThat(episode.path("content").asText().lines()).hasSizeBetween(1, 5);
    say(15, 60);
    assertThat(make(memory)).isZero();
    assertThat(episodes()).hasSize(1);
  }

  @Test
  void it_says_how_it_was_made_and_of_which_conversation() {
    say(0, 15);
    make(memory);
    String id = mark().path("memory_id").asText();
    JsonNode record = ada.done("get_memory", "id", id);

    assertThat(record.at("/metadata/summary").asText()).isEqualTo("extractive");
    assertThat(record.path("memory_type").asText()).isEqualTo("episode");
    assertThat(database.rows("select * from memory_write_events"))
        .singleElement()
        .satisfies(event ->
            assertThat(event)
                .containsEntry("extraction_type", "job")
                .containsEntry("conversation_id", CONVERSATION)
                .containsEntry("trust", "medium"));
  }

  @Test
  void of_many_workers_that_race_one_makes_it() throws Exception {
    say(0, 15);
    try (var other = openAnother();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> workers =
          IntStream.range(0, 8)
              .mapToObj(i -> (Callable<Integer>) () -> make(i % 2 == 0 ? memory : other))
              .toList();
      for (var made : threads.invokeAll(workers)) {
        assertThat(made.get()).isBetween(0, 1);
      }
    }
    assertThat(episodes()).hasSize(1);
    assertThat(database.count("episodes")).isEqualTo(1);
  }

  /// Between the two the process may die.
  @Test
  void what_was_summarised_and_not_saved_is_saved_once_by_the_next_worker() {
    say(0, 15);
    make(memory);
    JsonNode episode = episodes().getFirst();
    database.run(
        "update episodes set state = 'summarised', text = '%s', kind = 'extractive', memory_id = null, finished_at = null, next_attempt_at = created_at"
            .formatted(episode.path("content").asText()));
    assertThat(make(memory)).isEqualTo(1);

    assertThat(mark().path("state").asText()).isEqualTo("made");
    assertThat(mark().path("memory_id").asText()).isEqualTo(episode.path("id").asText());
    assertThat(memories()).isEqualTo(1);
  }

  /// By then it has replaced the one before, and another client has gone on with the conversation.
  @Test
  void what_was_saved_and_not_noted_is_noted_by_the_next_worker() {
    say(0, 15);
    make(memory);
    String first = mark().path("memory_id").asText();
    say(15, 40);
    ObjectNode anew = summarize("conversation_id", CONVERSATION, "force", true);
    String left =
        "update episodes set state = 'summarised', text = '%s', kind = 'extractive', memory_id = '%s', finished_at = null, next_attempt_at = created_at"
            .formatted(anew.path("content").asText(), first);
    database.run(left);
    assertThat(make(memory)).isEqualTo(1);
    assertThat(mark().path("memory_id").asText()).isEqualTo(anew.path("memory_id").asText());

    database.run(left);
    database.run("delete from idempotency_keys");
    assertThat(make(memory)).isEqualTo(1);
    assertThat(mark().path("state").asText()).isEqualTo("made");
    assertThat(mark().path("memory_id").asText()).isEqualTo(anew.path("memory_id").asText());
    assertThat(episodes()).hasSize(1);
  }

  @Test
  void while_a_worker_is_at_it_nobody_else_makes_it() {
    say(0, 15);
    database.run(
        "update episodes set leased_by = 'busy', leased_until = "
            + database.later("created_at", Duration.ofMinutes(5)));
    ObjectNode answer = summarize("conversation_id", CONVERSATION, "force", true);
    assertThat(answer.path("reason").asText()).isEqualTo("in_progress");
    assertThat(episodes()).isEmpty();
    pass(Duration.ofMinutes(5));
    assertThat(summarize("conversation_id", CONVERSATION, "force", true).path("action").asText())
        .isEqualTo("created");
  }

  @Test
  void of_several_who_ask_for_it_at_once_one_makes_it() {
    say(0, 15);
    List<ObjectNode> answers =
        Racers.race(6, i -> summarize("conversation_id", CONVERSATION, "force", true));
    assertThat(answers).anyMatch(answer -> answer.path("action").asText().equals("created"));
    assertThat(episodes()).hasSize(1);
  }

  @Test
  void on_demand_it_is_made_anew_and_replaces_the_one_before() {
    say(0, 15);
    make(memory);
    String first = mark().path("memory_id").asText();

    ObjectNode again = summarize("conversation_id", CONVERSATION);
    assertThat(again.path("reason").asText()).isEqualTo("made_already");
    assertThat(again.path("memory_id").asText()).isEqualTo(first);
    assertThat(again.has("action")).isFalse();

    say(15, 40);
    ObjectNode anew = summarize("conversation_id", CONVERSATION, "force", true);
    assertThat(anew.path("action").asText()).isEqualTo("created");
    assertThat(anew.path("supersedes").asText()).isEqualTo(first);
    assertThat(anew.path("summary").asText()).isEqualTo("extractive");
    assertThat(episodes()).hasSize(1);
    assertThat(mark().path("memory_id").asText()).isEqualTo(anew.path("memory_id").asText());
  }

  @Test
  void an_episode_that_its_user_deleted_is_made_again_on_demand_alone() {
    say(0, 15);
    make(memory);
    delete(mark().path("memory_id").asText());
    say(15, 40);
    assertThat(make(memory)).isZero();

    assertThat(summarize("conversation_id", CONVERSATION, "force", true).path("action").asText())
        .isEqualTo("created");
    assertThat(episodes()).hasSize(1);
  }

  @Test
  void one_that_is_too_short_gets_none_but_by_force() {
    say(0, 4);
    ObjectNode none = summarize("conversation_id", CONVERSATION);
    assertThat(none.path("reason").asText()).isEqualTo("below_threshold");
    assertThat(none.path("success").asBoolean()).isTrue();

    assertThat(summarize("conversation_id", CONVERSATION, "force", true).path("action").asText())
        .isEqualTo("created");
  }

  @Test
  void messages_can_be_handed_over() {
    List<Map<String, Object>> messages =
        of(IntStream.range(0, 8).mapToObj(i -> "The user planted %d apple trees".formatted(i + 3)));
    ObjectNode made = summarize("messages", messages);

    assertThat(made.path("action").asText()).isEqualTo("created");
    assertThat(made.path("content").asText()).contains("apple trees");
    assertThat(summarize("messages", messages.subList(0, 3)).path("reason").asText())
        .isEqualTo("below_threshold");
    assertThat(
            summarize("messages", of(Stream.of("ok", "hm")), "force", true).path("reason").asText())
        .isEqualTo("nothing_said");
  }

  /// Else the memory would learn from itself.
  @Test
  void what_was_recalled_is_not_in_it() {
    List<Map<String, Object>> messages =
        of(
            Stream.of(
                "<recalled_memories>The user owns seven zebras in Kenya</recalled_memories> The"
                    + " user wants to buy a saddle for a horse"));
    assertThat(summarize("messages", messages, "force", true).path("content").asText())
        .contains("saddle")
        .doesNotContain("zebras");
  }

  @Test
  void it_counts_against_no_limit() {
    reopen(settings -> settings.with(new RateLimits(1, 1, 1)), TestMemory.model());
    beAda();
    memory.saved("The user plays chess");
    say(0, 15);
    assertThat(make(memory)).isEqualTo(1);
    assertThat(mark().path("state").asText()).isEqualTo("made");
  }

  @Test
  void what_belongs_to_others_and_what_is_missing_are_told_alike() {
    say(0, 15);
    RawCalls.of(memory, "eve").done("append_messages", "id", "hers", "messages", turns(0, 15));
    Problem foreign = refused("summarize_episode", "{\"conversation_id\": \"hers\"}");
    Problem missing = refused("summarize_episode", "{\"conversation_id\": \"none\"}");
    assertThat(foreign.detail().replace("hers", "none")).isEqualTo(missing.detail());
    assertThat(foreign.status()).isEqualTo(404);
  }

  @Test
  void neither_or_both_of_conversation_and_messages_is_refused() {
    assertThat(refused("summarize_episode", "{}").errors().getFirst().field())
        .isEqualTo("conversation_id");
    String both =
        "{\"conversation_id\": \"trip\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}";
    assertThat(refused("summarize_episode", both).errors().getFirst().field())
        .isEqualTo("messages");
    String bad = "{\"messages\": [{\"role\": \"nobody\", \"content\": \"x\"}]}";
    assertThat(refused("summarize_episode", bad).errors().getFirst().field())
        .isEqualTo("messages[0].role");
  }

  @Test
  void what_was_left_by_a_worker_that_died_is_taken_up_after_its_lease() {
    say(0, 15);
    database.run(
        "update episodes set leased_by = 'dead', leased_until = "
            + database.later("created_at", Duration.ofMinutes(5)));
    assertThat(make(memory)).isZero();
    pass(Duration.ofMinutes(5));
    assertThat(make(memory)).isEqualTo(1);
  }
}
