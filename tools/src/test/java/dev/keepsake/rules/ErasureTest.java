package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.audit.Operation;
import dev.keepsake.erase.ErasureCertificate;
import dev.keepsake.erase.ErasureRequest;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.history.TrailCheck;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.write.WriteMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The right to be forgotten: searched for in every byte that the database keeps.
class ErasureTest extends RuleTest {
  private static final ErasureRequest REQUEST =
      new ErasureRequest("Olga Operator", Optional.of("request 17"));

  /// The rarest words of everything that [#live] says.
  private static final List<String> SAID =
      List.of(
          "Lissabon",
          "Coimbra",
          "Wellensittich",
          "Zither",
          "Fagott",
          "Klavier",
          "Rhabarber",
          "Sauerampfer",
          "Hortensie",
          "adalbertine");

  @BeforeEach
  void beSomebody() {
    memory.as("adalbertine");
  }

  private Caller operator(String user) {
    return memory.keepsake.operator(new OrganizationName("local"), new UserName(user), "erasure-1");
  }

  private ErasureCertificate eraseUser(String user) {
    return memory.keepsake.erase().user(operator(user), REQUEST);
  }

  private ErasureCertificate erase(String id) {
    return memory.keepsake.erase().memory(operator("adalbertine"), id(id), REQUEST);
  }

  private static MemoryId id(String id) {
    return new MemoryId(UUID.fromString(id));
  }

  private TrailCheck check() {
    return memory.keepsake.trail().check(List.of());
  }

  /// A little of everything that leaves something.
  private void live() {
    String lisbon = memory.saved("The user lives in Lissabon", "idempotency_key", "k1");
    memory.saved("The user lives in Coimbra", "supersedes", lisbon);
    memory.save("The user lives in Coimbra");
    String bird = memory.saved("The user has a Wellensittich");
    memory.done(
        "delete_memory",
        "memory_ids",
        List.of(bird),
        "confirm",
        true,
        "reason",
        "Zither, not bird");
    memory.save("The user plays the Fagott", "confidence", 0.6);
    memory.save("The user wants a Klavier", "confidence", 0.1);
    ObjectNode waiting = memory.save("The user likes Rhabarber", "confidence", 0.6);
    memory.done(
        "confirm_memory",
        "pending_id",
        waiting.get("pending_id").asText(),
        "content",
        "The user likes Sauerampfer");
    memory.saved("The user grows a Hortensie", "idempotency_key", "k2");
    memory.found("Hortensie");
  }

  @Test
  void a_user_is_erased_in_every_byte_and_the_trail_still_verifies() {
    live();
    memory.as("grace");
    String tea = memory.saved("The user drinks Lapsang");
    assertThat(database.kept(SAID)).isEqualTo(SAID);

    ErasureCertificate certificate = eraseUser("adalbertine");

    assertThat(database.kept(SAID)).isEmpty();
    assertThat(certificate.wholeUser()).isTrue();
    assertThat(certificate.memories()).hasSize(5);
    var removed = certificate.removed();
    assertThat(removed.memories()).isEqualTo(5);
    assertThat(removed.vectors()).isEqualTo(5);
    assertThat(removed.confirmations()).isEqualTo(2);
    assertThat(removed.answers()).isEqualTo(2);
    assertThat(removed.texts()).isPositive();
    assertThat(certificate.checkpoint()).isPresent();
    assertThat(certificate.leftovers()).isNotEmpty();
    assertThat(check().faults()).isEmpty();
    assertThat(database.kept(List.of("Olga Operator", "request 17", "Lapsang"))).hasSize(3);
    assertThat(memory.found("Lapsang")).containsExactly("The user drinks Lapsang");
    assertThat(memories()).isOne();
    assertThat(database.number("select count(*) from memory_embeddings")).isOne();
    delete(tea);
  }

  @Test
  void
      what_was_said_in_conversations_goes_with_its_user_and_is_named_where_it_has_a_memorys_words() {
    RawCalls calls = RawCalls.of(memory, "adalbertine");
    String bird = memory.saved("The user has a Wellensittich");
    for (String id : List.of("talk of birds", "another talk")) {
      calls.done(
          "append_messages",
          "id",
          id,
          "messages",
          List.of(
              json("{\"role\":\"user\",\"content\":\"We grow Rhabarber and Sauerampfer.\"}"),
              json(
                  """
                  {"role":"assistant","content":[{"type":"text","text":"%s"}],
                   "tool_calls":[{"id":"c","function":{"name":"Fagott","arguments":"{\\"a\\":\\"Klavier\\"}"}}]}\
                  """
                      .formatted(
                          id.contains("birds")
                              ? "Noted: the user has a wellensittich."
                              : "Nothing of the kind.")),
              json("{\"role\":\"user\",\"content\":\"ok\"}")));
      calls.done("trim_conversation", "id", id, "keep", 2);
    }
    database.run(
        "insert into episodes (user_id, scope, conversation_id, state, text, kind, attempts,"
            + " created_at) select user_id, scope, id, 'summarised', 'Of a Hortensie', 'model', 0,"
            + " created_at from conversations where id = 'another talk'");
    RawCalls grace = calls.as("grace");
    grace.done(
        "append_messages",
        "id",
        "tea",
        "messages",
        List.of(json("{\"role\":\"user\",\"content\":\"I drink Lapsang.\"}")));

    ErasureCertificate one = erase(bird);
    assertThat(one.mentions()).containsExactly("talk of birds");
    assertThat(one.removed().conversations()).isZero();
    assertThat(database.kept(SAID))
        .contains("Rhabarber", "Sauerampfer", "Fagott", "Klavier", "Hortensie");

    ErasureCertificate all = eraseUser("adalbertine");
    assertThat(all.removed().conversations()).isEqualTo(2);
    assertThat(all.removed().messages()).isEqualTo(4);
    assertThat(database.kept(SAID)).isEmpty();
    assertThat(calls.done("list_conversations").path("conversations")).isEmpty();
    assertThat(grace.done("get_conversation", "id", "tea").path("message_count").asInt()).isOne();
  }

  @Test
  void what_was_noted_down_of_tasks_goes_with_its_user_and_is_named_where_it_has_a_memorys_words() {
    RawCalls calls = RawCalls.of(memory, "adalbertine");
    String bird = memory.saved("The user has a Wellensittich");
    String raw =
        calls.created(
            "Noted: the user has a wellensittich, and a Zither",
            "idempotency_key",
            "k1",
            "filter_tags",
            java.util.Map.of("what", "Fagott"));
    String grace = calls.as("grace").created("Grace drinks Lapsang");

    ErasureCertificate one = erase(bird);
    assertThat(one.mentions()).containsExactly(raw);
    assertThat(one.removed().rawMemories()).isZero();

    ErasureCertificate all = eraseUser("adalbertine");
    assertThat(all.removed().rawMemories()).isOne();
    assertThat(all.removed().answers()).isOne();
    assertThat(database.kept(SAID)).isEmpty();
    assertThat(calls.refused("get_raw_memory", "id", raw).status()).isEqualTo(404);
    assertThat(calls.as("grace").got(grace).path("context").asText()).contains("Lapsang");
  }

  @Test
  void whoever_is_erased_begins_anew() {
    live();
    eraseUser("adalbertine");
    assertThat(memory.found("Where does the user live?")).isEmpty();
    memory.saved("The user lives in Coimbra", "idempotency_key", "k1");
    assertThat(memory.found("Where does the user live?"))
        .containsExactly("The user lives in Coimbra");
    assertThat(database.count("users")).isEqualTo(2);
    assertThat(check().faults()).isEmpty();
    eraseUser("adalbertine");
    assertThat(database.kept(SAID)).isEmpty();
    assertThat(check().faults()).isEmpty();
  }

  @Test
  void what_an_erasure_leaves_are_tombstones_without_content() {
    live();
    eraseUser("adalbertine");
    assertThat(
            database.rows(
                "select action, memory_type, reason, tags, before_hmac, after_hmac from"
                    + " memory_write_events where operation = 'erase' and memory_item_id is not"
                    + " null"))
        .hasSize(5)
        .allMatch(row -> row.get("action").equals("erased"))
        .allMatch(row -> row.get("memory_type").equals("null"))
        .allMatch(row -> row.get("after_hmac").equals("null"));
    assertThat(database.number("select count(*) from memory_write_event_contents"))
        .as("who has erased, and why")
        .isOne();
  }

  @Test
  void a_memory_is_erased_with_all_its_versions_and_whatever_says_the_same() {
    live();
    String coimbra = memory.done("query_memory", "query", "Coimbra").at("/memories/0/id").asText();

    ErasureCertificate certificate = erase(coimbra);

    assertThat(certificate.wholeUser()).isFalse();
    assertThat(certificate.memories()).hasSize(2).contains(id(coimbra));
    assertThat(certificate.removed().answers()).as("of the first version").isOne();
    assertThat(certificate.mentions()).isEmpty();
    assertThat(database.kept(SAID))
        .containsExactly(
            "Wellensittich",
            "Zither",
            "Fagott",
            "Klavier",
            "Rhabarber",
            "Sauerampfer",
            "Hortensie",
            "adalbertine");
    assertThat(check().faults()).isEmpty();
    assertThat(memory.found("Hortensie")).contains("The user grows a Hortensie");
    assertThat(memory.found("Where does the user live?"))
        .doesNotContain("The user lives in Coimbra", "The user lives in Lissabon");
  }

  @Test
  void what_was_refused_or_waits_with_the_same_words_goes_too() {
    String bird = memory.saved("The user has a Wellensittich");
    memory.save("The user has a Wellensittich");
    memory.save("the user  has a WELLENSITTICH!", "confidence", 0.6);
    memory.save("Did you know: the user has a Wellensittich in the kitchen?", "confidence", 0.2);
    String other = memory.saved("Since May the user has a Wellensittich, and a cat named Mo");

    ErasureCertificate certificate = erase(bird);

    assertThat(certificate.mentions()).containsExactly(other);
    assertThat(database.kept(List.of("WELLENSITTICH", "in the kitchen"))).isEmpty();
    assertThat(memory.found("Wellensittich"))
        .containsExactly("Since May the user has a Wellensittich, and a cat named Mo");
    erase(other);
    assertThat(database.kept(List.of("ellensittich", "named Mo"))).isEmpty();
    assertThat(check().faults()).isEmpty();
  }

  @Test
  void what_was_deleted_or_purged_is_erased_from_the_trail_as_well() {
    String first = memory.saved("The user has a Wellensittich");
    String second = memory.saved("The user has two Wellensittiche", "supersedes", first);
    delete(second);
    pass(Duration.ofDays(31));
    assertThat(memory.keepsake.jobs().run(JobKind.PURGE)).isEqualTo(2);
    assertThat(database.kept(List.of("Wellensittich"))).isNotEmpty();

    ErasureCertificate certificate = erase(second);

    assertThat(certificate.memories()).as("no row was left").isEmpty();
    assertThat(database.kept(List.of("Wellensittich"))).isEmpty();
    assertThat(check().faults()).isEmpty();
  }

  @Test
  void what_a_memory_that_is_gone_has_said_in_the_same_words_goes_too() {
    delete(memory.saved("The user has a Wellensittich"));
    pass(Duration.ofDays(31));
    assertThat(memory.keepsake.jobs().run(JobKind.PURGE)).isOne();
    String again = memory.saved("The user has a Wellensittich");

    ErasureCertificate certificate = erase(again);

    assertThat(certificate.removed().texts()).isEqualTo(3);
    assertThat(database.kept(List.of("Wellensittich"))).isEmpty();
    assertThat(check().faults()).isEmpty();
  }

  @Test
  void longer_words_and_longer_statements_that_wait_stay_and_are_told() {
    String tea = memory.saved("The user likes tea");
    String teaching = memory.saved("The user likes teaching chess to children");
    ObjectNode waiting =
        memory.save("The user likes tea and hates the smell of coffee", "confidence", 0.6);
    assertThat(action(waiting)).isEqualTo("confirm_needed");

    ErasureCertificate certificate = erase(tea);

    assertThat(certificate.mentions()).containsExactly(waiting.get("pending_id").asText());
    assertThat(memory.found("teaching")).contains("The user likes teaching chess to children");
    assertThat(memory.done("confirm_memory").get("pending").size()).isOne();
    delete(teaching);
  }

  @Test
  void a_write_that_waits_is_erased_by_its_id_before_it_is_decided() {
    reopen(settings -> settings.with(settings.write().with(WriteMode.QUEUED)), TestMemory.model());
    memory.as("adalbertine");
    ObjectNode queued = memory.save("The user has a Wellensittich", "idempotency_key", "k1");
    ErasureCertificate certificate = erase(queued.get("write_id").asText());
    assertThat(certificate.removed().queued()).isOne();
    assertThat(certificate.removed().answers()).isOne();
    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
    assertThat(memories()).isZero();
    assertThat(database.kept(List.of("Wellensittich"))).isEmpty();
  }

  /// The first answer to the key is of before the memory had an id.
  @Test
  void no_answer_to_a_key_is_left_of_a_confirmed_memory() {
    ObjectNode waiting =
        memory.save("The user plays the Fagott", "confidence", 0.6, "idempotency_key", "k1");
    String stored =
        id(memory.done("confirm_memory", "pending_id", waiting.get("pending_id").asText()));
    assertThat(database.count("idempotency_keys")).isOne();
    erase(stored);
    assertThat(database.count("idempotency_keys")).isZero();
    assertThat(database.kept(List.of("Fagott"))).isEmpty();
  }

  @Test
  void a_write_that_waits_in_the_queue_is_not_stored_after_the_erasure() {
    reopen(settings -> settings.with(settings.write().with(WriteMode.QUEUED)), TestMemory.model());
    memory.as("adalbertine");
    ObjectNode queued = memory.save("The user has a Wellensittich");
    assertThat(action(queued)).isEqualTo("queued");
    assertThat(eraseUser("adalbertine").removed().queued()).isOne();
    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
    assertThat(memories()).isZero();
    assertThat(database.kept(List.of("Wellensittich"))).isEmpty();
    assertThat(check().faults()).isEmpty();
  }

  @Test
  void a_write_that_was_under_way_is_refused() throws Exception {
    memory.saved("The user likes tea");
    var gate = new GatedEmbedder();
    try (TestMemory other = openAnother(gate)) {
      other.as("adalbertine");
      var answer =
          CompletableFuture.supplyAsync(() ->
              other.call(
                  "save_memory",
                  "content",
                  "The user has a Wellensittich",
                  "memory_type",
                  "fact",
                  "confidence",
                  0.9));
      gate.awaitCaller();
      eraseUser("adalbertine");
      gate.open();
      assertThat(answer.get())
          .isInstanceOfSatisfying(
              ToolOutcome.Failed.class,
              failed ->
                  assertThat(failed.problem().code()).isEqualTo(ErrorCode.USER_ERASED.slug()));
    }
    assertThat(database.kept(List.of("Wellensittich"))).isEmpty();
  }

  @Test
  void whoever_writes_while_being_erased_leaves_nothing_of_before() {
    memory.saved("The user likes Rhabarber");
    var erased = new AtomicBoolean();
    Racers.race(
        6,
        racer -> {
          if (racer == 0) {
            eraseUser("adalbertine");
            erased.set(true);
            return racer;
          }
          for (int i = 0; i < 3 || !erased.get(); i++) {
            memory.call(
                "save_memory",
                "content",
                "Shelf %d of room %d is free".formatted(i, racer),
                "memory_type",
                "fact",
                "confidence",
                0.9);
          }
          return racer;
        });
    assertThat(
            database.number(
                "select count(*) from memory_items m join users u on u.id = m.user_id where"
                    + " u.erased_at is not null"))
        .isZero();
    assertThat(check().faults()).isEmpty();
    eraseUser("adalbertine");
    assertThat(database.kept(List.of("Rhabarber", "Shelf 0"))).isEmpty();
  }

  @Test
  void other_processes_drop_their_index_of_an_erased_user() {
    memory.saved("The user has a Wellensittich");
    try (TestMemory other = openAnother()) {
      other.as("adalbertine");
      assertThat(other.found("Wellensittich")).isNotEmpty();
      eraseUser("adalbertine");
      assertThat(other.found("Wellensittich")).isEmpty();
      other.keepsake.jobs().run(JobKind.OLD_ROWS);
      assertThat(other.found("Wellensittich")).isEmpty();
    }
  }

  @Test
  void texts_that_went_without_an_erasure_are_a_fault() {
    live();
    eraseUser("grace-is-nobody", ErrorCode.NOT_FOUND);
    database.takeGuardsOffTheAuditTrail();
    database.run("delete from memory_write_event_contents where after_content like '%Hortensie%'");
    assertThat(check().faults()).hasSize(1);
    assertThat(check().faults().getFirst()).contains("no erasure says so");
  }

  private void eraseUser(String user, ErrorCode code) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> eraseUser(user))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void a_forged_erasure_is_told_and_stops_no_check() {
    live();
    database.takeGuardsOffTheAuditTrail();
    database.run(
        "update memory_write_events set operation = 'erase', details ="
            + " '{\"erased_texts\":\"1-9223372036854775807\"}' where seq = 3");
    assertThat(check().faults()).isNotEmpty();
    database.run(
        "update memory_write_events set details = '{\"erased_texts\":\"9-1\"}' where seq = 3");
    assertThat(check().faults()).anyMatch(fault -> fault.contains("names no events"));
  }

  @Test
  void nobody_is_blanked_without_an_erasure() {
    live();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> database.run("update users set external_id = null"))
        .havingCause()
        .withMessageContaining("by an erasure alone");
    eraseUser("adalbertine");
    assertThat(database.number("select count(*) from users where external_id is null")).isOne();
  }

  @Test
  void what_was_cut_off_can_be_finished() {
    live();
    eraseUser("adalbertine");
    assertThat(memory.keepsake.erase().finish(operator("nobody"))).isNotNull();
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> memory.keepsake.erase().finish(memory.caller()));
    assertThat(database.kept(SAID)).isEmpty();
  }

  @Test
  void nobody_but_an_operator_erases_and_nothing_unknown_is_erased() {
    String tea = memory.saved("The user likes tea");
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> memory.keepsake.erase().user(memory.caller(), REQUEST))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> erase("b0b0b0b0-0000-7000-8000-000000000000"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    memory.as("grace");
    memory.saved("The user likes tea");
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> memory.keepsake.erase().memory(operator("grace"), id(tea), REQUEST))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(memories()).isEqualTo(2);
    assertThat(
            database.number("select count(*) from memory_write_events where operation = 'erase'"))
        .isZero();
    erase(tea);
    assertThatExceptionOfType(MemoryException.class).isThrownBy(() -> erase(tea));
    assertThat(Operation.ERASE.wireName()).isEqualTo("erase");
  }
}
