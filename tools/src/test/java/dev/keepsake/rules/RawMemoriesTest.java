package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.Right;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What agents note down of a task, from its first word until it is deleted.
class RawMemoriesTest extends RuleTest {
  private static final String UNKNOWN = "raw_mem-0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";
  private static final String KEY =
      "github_"
          + "pat_11ABCDEFG0aBcDeFgHiJkL_"
          + "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvW";

  private RawCalls ada;

  @BeforeEach
  void beAda() {
    ada = RawCalls.of(memory, "ada");
  }

  private long rows() {
    return database.count("raw_memory");
  }

  @Test
  void what_was_stored_is_given_back_byte_by_byte() {
    String context = " step 1:\tread\r\n\"quoted\" \\ <b> 'ü' 漢字 👩‍🚀 \n";
    ObjectNode created =
        ada.create(
            context,
            "filter_tags",
            Map.of("task", "t1", "scope", "another", "depth", Map.of("list", List.of(1, "2"))),
            "occurred_at",
            "2026-02-01T08:00:00+01:00");

    assertThat(created.path("success").asBoolean()).isTrue();
    assertThat(created.path("message").asText()).isNotEmpty();
    assertThat(created.has("replayed")).isFalse();
    JsonNode shown = created.path("memory");
    assertThat(shown.properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "id",
            "user_id",
            "context",
            "filter_tags",
            "last_modify",
            "occurred_at",
            "created_at",
            "updated_at");
    assertThat(shown.path("id").asText()).startsWith("raw_mem-");
    assertThat(shown.path("user_id").asText()).isEqualTo("ada");
    assertThat(shown.path("context").asText()).isEqualTo(context);
    assertThat(shown.path("filter_tags"))
        .isEqualTo(json("{\"task\":\"t1\",\"depth\":{\"list\":[1,\"2\"]},\"scope\":\"local\"}"));
    assertThat(shown.path("last_modify"))
        .isEqualTo(json("{\"timestamp\":\"2026-03-01T12:00:00Z\",\"operation\":\"created\"}"));
    assertThat(shown.path("occurred_at").asText()).isEqualTo("2026-02-01T07:00:00Z");
    assertThat(shown.path("created_at")).isEqualTo(shown.path("updated_at"));
    String id = shown.path("id").asText();
    assertThat(ada.got(id)).isEqualTo(shown);
    assertThat(ada.got(id.substring("raw_mem-".length()))).isEqualTo(shown);
    assertThat(ada.refused("get_raw_memory", "id", "raw-mem-1").status()).isEqualTo(400);
  }

  @Test
  void neither_an_embedding_nor_an_event_is_made_of_it() {
    ada.created("The user likes tea");
    assertThat(database.count("memory_items")).isZero();
    assertThat(database.count("memory_embeddings")).isZero();
    assertThat(events()).isZero();
    assertThat(ada.create("left out").at("/memory/filter_tags"))
        .isEqualTo(json("{\"scope\":\"local\"}"));
  }

  @Test
  void what_is_wrong_with_a_creation_is_named() {
    record Call(String field, Object... arguments) {}
    for (Call call :
        List.of(
            new Call("type", "type", "note", "context", "x"),
            new Call("type", "context", "x"),
            new Call("context", "type", "raw"),
            new Call("context", "type", "raw", "context", " \n"),
            new Call("context", "type", "raw", "context", "a\u0000b"),
            new Call("context", "type", "raw", "context", "x".repeat(RawMemory.MAX_CHARACTERS + 1)),
            new Call("filter_tags", "type", "raw", "context", "x", "filter_tags", "task"),
            new Call("occurred_at", "type", "raw", "context", "x", "occurred_at", "yesterday"),
            new Call("id", "type", "raw", "context", "x", "id", "7"),
            new Call("organization", "type", "raw", "context", "x", "organization", "acme"))) {
      Problem problem = ada.refused("create_raw_memory", call.arguments());
      assertThat(problem.status()).isEqualTo(400);
      assertThat(problem.errors()).extracting(e -> e.field()).containsExactly(call.field());
    }
    assertThat(rows()).isZero();
    ada.created("x".repeat(RawMemory.MAX_CHARACTERS));
  }

  @Test
  void an_id_may_be_brought_and_is_taken_only_for_its_own_user() {
    String id = UUID.randomUUID().toString();
    assertThat(ada.created("one", "id", id)).isEqualTo("raw_mem-" + id);
    Problem taken = ada.refusedToCreate("two", "id", "raw_mem-" + id);
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.code()).isEqualTo("id-taken");
    assertThat(ada.got(id).path("context").asText()).isEqualTo("one");

    assertThat(ada.as("eve").created("three", "id", id)).isEqualTo("raw_mem-" + id);
    assertThat(ada.by("acme", "app", "local").created("four", "id", id)).isNotEmpty();
    assertThat(ada.got(id).path("context").asText()).isEqualTo("one");
    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void the_same_key_with_the_same_arguments_gets_the_first_answer_again() {
    Object[] more = {"idempotency_key", "k1", "filter_tags", Map.of("task", "t1")};
    ObjectNode first = ada.create("step one", more);
    pass(Duration.ofDays(6));
    ada.update(first.at("/memory/id").asText(), "context", "step two");
    ObjectNode again = ada.create("step one", more);
    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(again.path("memory")).isEqualTo(first.path("memory"));
    assertThat(rows()).isOne();
    assertThat(ada.refusedToCreate("step three", more).code()).isEqualTo("idempotency-key-reused");
    assertThat(ada.by("local", "another", "local").create("step one", more).has("replayed"))
        .isFalse();
    pass(Duration.ofDays(2));
    assertThat(ada.create("step one", more).has("replayed")).isFalse();
  }

  @Test
  void what_is_appended_with_a_key_is_appended_once() {
    String id = ada.created("one");
    Object[] more = {"context", " two", "context_update_type", "append", "idempotency_key", "k1"};
    assertThat(ada.update(id, more).has("replayed")).isFalse();
    ada.update(id, "context", " three", "context_update_type", "append");
    ObjectNode again = ada.update(id, more);
    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(again.at("/memory/context").asText()).isEqualTo("one two three");
    assertThat(ada.got(id).path("context").asText()).isEqualTo("one two three");
    assertThat(
            ada.refused("update_raw_memory", "id", id, "context", "four", "idempotency_key", "k1")
                .code())
        .isEqualTo("idempotency-key-reused");
    assertThat(database.rows("select answer from idempotency_keys").toString())
        .doesNotContain("two");
    pass(Duration.ofDays(8));
    assertThat(ada.update(id, more).has("replayed")).isFalse();
  }

  @Test
  void only_what_is_given_changes() {
    String id = ada.created("one", "filter_tags", Map.of("task", "t1", "state", "open"));
    JsonNode before = ada.got(id);
    pass(Duration.ofMinutes(1));

    JsonNode text = ada.update(id, "context", "two").path("memory");
    assertThat(text.path("context").asText()).isEqualTo("two");
    assertThat(text.path("filter_tags")).isEqualTo(before.path("filter_tags"));
    for (String same : List.of("id", "user_id", "occurred_at", "created_at")) {
      assertThat(text.path(same)).isEqualTo(before.path(same));
    }
    assertThat(text.path("updated_at").asText()).isEqualTo("2026-03-01T12:01:00Z");
    assertThat(text.path("last_modify"))
        .isEqualTo(json("{\"timestamp\":\"2026-03-01T12:01:00Z\",\"operation\":\"updated\"}"));

    ada.update(id, "context", "\nthree", "context_update_type", "append");
    ada.update(
        id, "filter_tags", Map.of("state", "done", "scope", "theirs"), "tags_update_type", "merge");
    assertThat(ada.got(id).path("context").asText()).isEqualTo("two\nthree");
    assertThat(ada.got(id).path("filter_tags"))
        .isEqualTo(json("{\"task\":\"t1\",\"state\":\"done\",\"scope\":\"local\"}"));

    ada.update(id, "filter_tags", Map.of("other", true));
    assertThat(ada.got(id).path("filter_tags"))
        .isEqualTo(json("{\"other\":true,\"scope\":\"local\"}"));
    assertThat(ada.got(id).path("context").asText()).isEqualTo("two\nthree");
  }

  @Test
  void a_change_that_says_nothing_or_too_much_is_refused() {
    String id = ada.created("x".repeat(RawMemory.MAX_CHARACTERS));
    assertField(ada.refused("update_raw_memory", "id", id), "context");
    assertField(ada.refused("update_raw_memory", "id", id, "tags_update_type", "merge"), "context");
    Problem longer =
        ada.refused("update_raw_memory", "id", id, "context", "y", "context_update_type", "append");
    assertField(longer, "context");
    assertThat(longer.detail()).contains("200,000");
    ada.update(id, "filter_tags", Map.of("a", "x".repeat(10_000)));
    assertField(
        ada.refused(
            "update_raw_memory",
            "id",
            id,
            "filter_tags",
            Map.of("b", "x".repeat(10_000)),
            "tags_update_type",
            "merge"),
        "filter_tags");
    assertThat(
            ada.refused(
                    "update_raw_memory", "id", id, "context", "y", "context_update_type", "prepend")
                .errors())
        .extracting(e -> e.field())
        .containsExactly("context_update_type");
  }

  private static void assertField(Problem problem, String field) {
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.errors()).extracting(e -> e.field()).containsExactly(field);
  }

  @Test
  void of_many_that_append_at_once_none_is_lost() {
    String id = ada.created("begin");
    try (var other = openAnother()) {
      var there = RawCalls.of(other, "ada");
      Racers.race(
          16,
          i ->
              (i % 2 == 0 ? ada : there)
                  .update(id, "context", "<" + i + ">", "context_update_type", "append"));
    }
    assertThat(ada.got(id).path("context").asText())
        .startsWith("begin")
        .hasSize("begin".length() + 10 * 3 + 6 * 4)
        .contains(IntStream.range(0, 16).mapToObj(i -> "<" + i + ">").toList());
  }

  @Test
  void a_deleted_one_is_gone_for_good() {
    String id = ada.created("one");
    ObjectNode deleted = ada.done("delete_raw_memory", "id", id);
    assertThat(deleted.path("success").asBoolean()).isTrue();
    assertThat(deleted.path("message").asText()).contains(id);
    assertThat(rows()).isZero();
    assertThat(ada.refused("get_raw_memory", "id", id).status()).isEqualTo(404);
    assertThat(ada.refused("delete_raw_memory", "id", id).status()).isEqualTo(404);
    ada.created("two", "id", id);
    assertThat(ada.got(id).path("context").asText()).isEqualTo("two");
  }

  @Test
  void what_is_foreign_or_unknown_is_told_in_the_same_words_and_stays() {
    String id = ada.created("Ada has a secret garden");
    RawCalls eve = ada.as("eve");
    eve.created("Eve plays the cello");
    for (RawCalls stranger :
        List.of(
            eve,
            ada.as("nobody yet"),
            ada.asNobody(),
            ada.by("local", "work", "work"),
            ada.by("acme", "app", "local"))) {
      for (String operation : List.of("get_raw_memory", "delete_raw_memory", "update_raw_memory")) {
        Object[] more =
            operation.equals("update_raw_memory")
                ? new Object[] {"id", id, "context", "mine"}
                : new Object[] {"id", id};
        Problem foreign = stranger.refused(operation, more);
        more[1] = UNKNOWN;
        Problem missing = stranger.refused(operation, more);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.toString().replace(id, UNKNOWN)).isEqualTo(missing.toString());
      }
      assertThat(stranger.found()).doesNotContain("Ada has a secret garden");
      assertThat(stranger.found("filter_tags", Map.of("scope", "local")))
          .doesNotContain("Ada has a secret garden");
    }
    assertThat(ada.by("local", "friend", "local").got(id)).isEqualTo(ada.got(id));
    assertThat(ada.got(id).path("context").asText()).isEqualTo("Ada has a secret garden");
  }

  @Test
  void each_application_writes_under_its_own_scope() {
    RawCalls work = ada.by("local", "work", "work");
    String id = work.created("one", "filter_tags", Map.of("scope", "local"));
    assertThat(work.got(id).at("/filter_tags/scope").asText()).isEqualTo("work");
    work.update(id, "filter_tags", Map.of("scope", "local"));
    assertThat(work.got(id).at("/filter_tags/scope").asText()).isEqualTo("work");
    assertThat(ada.found()).isEmpty();
    assertThat(work.found()).containsExactly("one");
  }

  @Test
  void whoever_names_nobody_is_the_application_itself() {
    RawCalls app = ada.by("local", "app", "local");
    String id = app.asNobody().created("one");
    String own = app.asNobody().got(id).path("user_id").asText();
    assertThat(own).startsWith("service:");
    assertThat(own).doesNotContain(app.caller().tenant().client().toString());
    assertThat(new UserName(own).isOfClient()).isTrue();
    assertThat(app.as(own).got(id)).isEqualTo(app.asNobody().got(id));
    assertThat(app.asNobody().found()).containsExactly("one");

    assertThat(ada.asNobody().refused("get_raw_memory", "id", id).status()).isEqualTo(404);
    assertThat(ada.as(own).refused("get_raw_memory", "id", id).status()).isEqualTo(400);
    assertThat(ada.as(own).refused("search").status()).isEqualTo(400);
    assertThat(ada.as(own).refusedToCreate("two").status()).isEqualTo(400);
  }

  @Test
  void rights_are_those_of_reading_and_writing() {
    String id = ada.created("one");
    RawCalls reader = ada.may(Right.READ);
    RawCalls writer = ada.may(Right.WRITE);
    assertThat(reader.got(id)).isNotNull();
    assertThat(reader.found()).hasSize(1);
    assertThat(reader.refusedToCreate("two").status()).isEqualTo(403);
    assertThat(reader.refused("update_raw_memory", "id", id, "context", "x").status())
        .isEqualTo(403);
    assertThat(reader.refused("delete_raw_memory", "id", id).status()).isEqualTo(403);
    assertThat(writer.refused("get_raw_memory", "id", id).status()).isEqualTo(403);
    assertThat(writer.refused("search").status()).isEqualTo(403);
    writer.update(id, "context", "two");
    writer.done("delete_raw_memory", "id", id);
  }

  @Test
  void a_secret_is_refused_with_its_rule_and_nothing_of_it_is_kept() {
    String id = ada.created("Deploy with the token github_");
    for (Problem refused :
        List.of(
            ada.refusedToCreate("The token is " + KEY, "idempotency_key", "k1"),
            ada.refusedToCreate("x", "filter_tags", Map.of("token", KEY)),
            ada.refused("update_raw_memory", "id", id, "context", "The token is " + KEY),
            ada.refused(
                "update_raw_memory",
                "id",
                id,
                "context",
                KEY.substring("github_".length()),
                "context_update_type",
                "append"),
            ada.refused(
                "update_raw_memory",
                "id",
                id,
                "filter_tags",
                Map.of("token", KEY),
                "tags_update_type",
                "merge"))) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.code()).isEqualTo("secret-detected");
      assertThat(refused.detail()).contains("secret.").doesNotContain(KEY.substring(7));
    }
    assertThat(rows()).isOne();
    assertThat(database.count("idempotency_keys")).isZero();
    assertThat(database.kept(List.of(KEY.substring(7)))).isEmpty();
  }
}
