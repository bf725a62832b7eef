package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Content;
import dev.keepsake.policy.MarkedWords;
import dev.keepsake.write.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What follows from the rules of a policy of one's own.
class OwnPolicyTest extends RuleTest {
  private static final String NAME = "quetzalcoatl";
  private static final String MAIL = "<email:" + NAME + ">";

  /// Begins anew with these rules and with classes whose findings say where they are.
  private void decideBy(String rules) {
    decideBy(rules, settings -> settings);
  }

  private void decideBy(String rules, UnaryOperator<KeepsakeSettings> change) {
    memory.close();
    try {
      Files.writeString(folder.resolve("policy.yaml"), "version: mine\nrules:\n" + rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    memory =
        TestMemory.over(
            database.openStore(clock),
            change.apply(KeepsakeSettings.defaults(folder).with(RateLimits.OFF)),
            new MarkedWords(),
            clock);
  }

  private static final String HIDING =
      """
        - {name: hide_mail, redact: [email]}
        - {name: sure, when: confirmed || confidence >= confidence_auto, outcome: accept}
        - {name: unsure, when: confidence >= confidence_confirm, outcome: confirm, reason: better ask}
        - {name: rest, outcome: discard, reason: nobody is sure of it.}
      """;

  @Test
  void the_answer_and_the_event_name_the_rule_and_the_version() {
    decideBy(HIDING);
    ObjectNode answer = memory.save("The user likes tea");

    assertThat(answer.get("rule").asText()).isEqualTo("sure");
    String version = answer.get("policy_version").asText();
    assertThat(version).matches("mine@[0-9a-f]{8}");
    assertThat(database.rows("select rule, policy_version from memory_write_events").getFirst())
        .containsEntry("rule", "sure")
        .containsEntry("policy_version", version);
    assertThat(memory.save("Perhaps tea", "confidence", 0.1).get("message").asText())
        .isEqualTo("Not stored: nobody is sure of it.");
    assertThat(memory.save("Perhaps jazz", "confidence", 0.6).get("message").asText())
        .startsWith("Not stored yet (better ask): ask the user");
  }

  @Test
  void rules_go_by_where_a_statement_is_from_and_how_far_it_is_trusted() {
    decideBy(
        """
          - {name: inferred, when: trust == 'medium' && provenance == 'model', outcome: accept}
          - {name: rest, outcome: discard}
        """);
    assertThat(memory.save("The user likes tea").get("rule").asText()).isEqualTo("inferred");

    decideBy(
        """
          - {name: typed, when: trust == 'high' || provenance == 'user', outcome: accept}
          - {name: rest, outcome: discard}
        """);
    assertThat(memory.save("The user likes jazz").get("rule").asText()).isEqualTo("rest");
  }

  @Test
  void what_was_confirmed_is_not_asked_about_again() {
    decideBy("  - {name: ask, outcome: confirm}\n");
    String pending = memory.save("The user likes tea").get("pending_id").asText();
    ObjectNode answer = memory.done("confirm_memory", "pending_id", pending);
    assertThat(action(answer)).isEqualTo("created");
    assertThat(memory.found("tea")).containsExactly("The user likes tea");
  }

  @Test
  void what_is_sensitive_and_not_stored_is_in_no_event() {
    decideBy(
        """
          - {name: ask, when: "'email' in sensitive", outcome: confirm}
          - {name: rest, outcome: accept}
        """);
    memory.save("Ada has " + MAIL);
    assertThat(database.rows("select after_content from memory_write_event_contents").toString())
        .doesNotContain(MAIL);
  }

  private static final String ASKING =
      """
        - {name: sure, when: confirmed, outcome: accept}
        - {name: ask, when: "'email' in sensitive", outcome: confirm}
        - {name: rest, outcome: accept}
      """;

  @Test
  void what_is_sensitive_and_declined_is_in_no_event() {
    decideBy(ASKING);
    String pending = memory.save("Ada has " + MAIL).get("pending_id").asText();
    ObjectNode answer = memory.done("confirm_memory", "pending_id", pending, "accept", false);

    assertThat(action(answer)).isEqualTo("discarded");
    assertThat(database.rows("select action from memory_write_events where rule = 'declined'"))
        .hasSize(1);
    assertThat(database.count("memory_write_event_contents")).isZero();
  }

  /// The fingerprint knows no address, but what waits does.
  @Test
  void a_key_of_what_waits_is_not_taken_for_another_address() {
    decideBy(ASKING);
    var first = memory.save("Ada has " + MAIL, "idempotency_key", "k1");
    var refused =
        memory.refused(
            "save_memory",
            "content",
            "Ada has grace@example.org",
            "memory_type",
            "fact",
            "confidence",
            0.9,
            "idempotency_key",
            "k1");
    assertThat(refused.code()).isEqualTo("idempotency-key-reused");
    assertThat(memory.save("Ada has " + MAIL, "idempotency_key", "k1").get("pending_id"))
        .isEqualTo(first.get("pending_id"));
  }

  @Test
  void what_is_sensitive_and_corrected_is_in_no_event_as_it_was() {
    decideBy(ASKING);
    String pending = memory.save("Ada has " + MAIL).get("pending_id").asText();
    memory.done("confirm_memory", "pending_id", pending, "content", "Ada has an address");

    assertThat(memory.found("Ada")).containsExactly("Ada has an address");
    assertThat(database.rows("select * from memory_write_event_contents").toString())
        .doesNotContain(NAME);
  }

  @Test
  void what_is_sensitive_and_was_answered_by_nobody_is_in_no_event() {
    decideBy(ASKING);
    memory.save("Ada has " + MAIL);
    pass(Duration.ofDays(7).plusSeconds(1));
    memory.keepsake.jobs().run(JobKind.CONFIRMATIONS);

    assertThat(database.rows("select action from memory_write_events where action = 'expired'"))
        .hasSize(1);
    assertThat(database.count("memory_write_event_contents")).isZero();
  }

  @Test
  void what_is_redacted_is_nowhere() {
    decideBy(HIDING);
    ObjectNode created =
        memory.save("Ada's address is " + MAIL, "idempotency_key", "k1", "memory_type", "fact");
    memory.save("Ada's address is still " + MAIL, "supersedes", id(created));
    memory.save("Bob may have " + MAIL, "confidence", 0.1);
    ObjectNode waiting = memory.save("Cleo may have " + MAIL, "confidence", 0.6);
    memory.done(
        "confirm_memory",
        "pending_id",
        waiting.get("pending_id").asText(),
        "content",
        "Cleo certainly has " + MAIL);

    assertThat(created.get("message").asText()).contains("taken out first: email");
    assertThat(waiting.get("content").asText()).isEqualTo("Cleo may have [email]");
    assertThat(memory.found("address certainly"))
        .containsExactlyInAnyOrder("Ada's address is still [email]", "Cleo certainly has [email]");
    assertThat(database.rows("select details from memory_write_events"))
        .hasSize(7)
        .filteredOn(row -> row.get("details").contains("\"redacted_by\":\"hide_mail\""))
        .hasSize(7)
        .allSatisfy(row -> assertThat(row.get("details")).contains("\"redacted\":\"email\""));
    assertUnwritten("Ada's address is " + MAIL);
    decideBy(HIDING);
    assertUnwritten("Ada's address is " + MAIL);
  }

  @Test
  void the_same_call_again_is_answered_as_before() {
    decideBy(HIDING);
    ObjectNode first = memory.save("Ada has " + MAIL, "idempotency_key", "k1");
    ObjectNode again = memory.save("Ada has " + MAIL, "idempotency_key", "k1");

    assertThat(again.get("memory_id")).isEqualTo(first.get("memory_id"));
    assertThat(again.get("replayed").asBoolean()).isTrue();
    assertThat(again.get("policy_version")).isEqualTo(first.get("policy_version"));
  }

  @Test
  void the_same_call_under_another_policy_is_answered_as_before() {
    decideBy(HIDING);
    ObjectNode hidden = memory.save("Ada has " + MAIL, "idempotency_key", "k1");
    ObjectNode plain = memory.save("Bob has none", "idempotency_key", "k2");
    decideBy("  - {name: all, outcome: accept}\n");

    ObjectNode hiddenAgain = memory.save("Ada has " + MAIL, "idempotency_key", "k1");
    assertThat(hiddenAgain.get("replayed").asBoolean()).isTrue();
    assertThat(hiddenAgain.get("memory_id")).isEqualTo(hidden.get("memory_id"));
    decideBy("  - {name: none, outcome: discard}\n");
    ObjectNode plainAgain = memory.save("Bob has none", "idempotency_key", "k2");
    assertThat(plainAgain.get("memory_id")).isEqualTo(plain.get("memory_id"));
  }

  /// A digest without a key would tell what was taken out to whoever tries; so it is not in it.
  @Test
  void what_is_redacted_is_in_no_fingerprint() {
    decideBy(HIDING);
    memory.save("Ada has <email:ada>", "idempotency_key", "k1");
    memory.save("Ada has <email:eve>", "idempotency_key", "k1");

    assertThat(
            memory.save("Ada has <email:eve>", "idempotency_key", "k1").get("replayed").asBoolean())
        .isTrue();
    assertThat(database.count("idempotency_keys")).isOne();
  }

  @Test
  void what_is_redacted_waits_in_no_queue() {
    decideBy(
        "  - {name: soon, expire_after: 2d}\n" + HIDING,
        settings -> settings.with(settings.write().with(WriteMode.QUEUED)));
    assertThat(action(memory.save("Ada has " + MAIL))).isEqualTo("queued");
    assertUnwritten("Ada has " + MAIL);

    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);

    assertThat(memory.found("Ada")).containsExactly("Ada has [email]");
    assertUnwritten("Ada has " + MAIL);
    assertThat(database.rows("select rule, policy_version, details from memory_write_events"))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("rule", "sure")
                .hasEntrySatisfying("policy_version", v -> assertThat(v).startsWith("mine@"))
                .hasEntrySatisfying(
                    "details",
                    told ->
                        assertThat(told)
                            .contains("\"expires_by\":\"soon\"", "\"redacted\":\"email\"")));
    pass(Duration.ofDays(2).plusSeconds(1));
    assertThat(memory.found("Ada")).isEmpty();
  }

  @Test
  void a_memory_with_a_time_is_forgotten_when_it_is_over() {
    decideBy("  - {name: short_lived, when: memory_type == 'note', expire_after: 30d}\n" + HIDING);
    ObjectNode note = memory.save("The user is in Rome", "memory_type", "note");
    memory.save("The user likes Rome");

    assertThat(note.get("message").asText()).contains("forgotten again after 30 days");
    pass(Duration.ofDays(30).minusSeconds(1));
    assertThat(memory.found("Rome")).hasSize(2);
    pass(Duration.ofSeconds(1));
    assertThat(memory.found("Rome")).containsExactly("The user likes Rome");
    memory.keepsake.jobs().run(JobKind.EXPIRY);
    assertThat(
            database.rows(
                "select policy_version from memory_write_events where rule = 'expires_at'"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("policy_version")).startsWith("mine@"));
  }

  @Test
  void what_is_rejected_without_anything_sensitive_keeps_its_text_in_the_trail() {
    decideBy(
        """
          - {name: no_episodes, when: memory_type == 'episode', outcome: reject}
          - {name: no_keys, when: "'secret' in sensitive", outcome: reject}
        """
            + HIDING);
    ObjectNode episode = memory.save("They talked", "memory_type", "episode");
    memory.save("They told <secret:" + NAME + ">", "memory_type", "episode");

    assertThat(episode.get("message").asText())
        .isEqualTo("Not stored: a rule of the policy (no_episodes) forbids it.");
    assertThat(database.count("memory_write_event_contents")).isOne();
    assertUnwritten("They told <secret:" + NAME + ">");
  }

  /// A fingerprint without a key would tell a short secret to whoever tries them all.
  @Test
  void what_is_discarded_with_something_sensitive_in_it_leaves_nothing() {
    decideBy(
        """
          - {name: doubtful, when: confidence < 0.5, outcome: discard}
          - {name: no_keys, when: "'secret' in sensitive", outcome: reject}
          - {name: kept, outcome: accept}
        """);
    String text = "The pin is <secret:" + NAME + ">";

    assertThat(action(memory.save(text, "confidence", 0.1, "idempotency_key", "k1")))
        .isEqualTo("discarded");
    assertThat(database.count("idempotency_keys")).isZero();
    assertThat(database.count("memory_write_event_contents")).isZero();
    assertUnwritten(text);
  }

  @Test
  void a_rule_that_cannot_be_asked_rejects() {
    decideBy("  - {name: broken, when: \"tags[0] == 'x'\", outcome: accept}\n" + HIDING);
    ObjectNode answer = memory.save("The user likes tea");

    assertThat(action(answer)).isEqualTo("rejected");
    assertThat(answer.get("rule").asText()).isEqualTo("policy_error");
    assertThat(answer.get("message").asText()).contains("(broken)", "in its log");
    assertThat(database.count("memory_write_event_contents")).isZero();
  }

  @Test
  void an_import_brings_nothing_in_that_the_policy_forbids() {
    memory.saved("The user likes tea");
    memory.done("save_memory", "content", "Ada has " + MAIL, "memory_type", "note");
    var exported = Transfers.export(memory, Transfers.ALL);
    memory.as("bob");
    decideBy("  - {name: no_mail, when: \"'email' in sensitive\", outcome: reject}\n" + HIDING);
    memory.as("bob");

    var summary = Transfers.bring(memory, Transfers.file(folder, exported.text()));

    assertThat(summary.created()).isEqualTo(1);
    assertThat(summary.rejected()).isEqualTo(1);
    assertThat(summary.notImported())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.action()).isEqualTo("rejected");
          assertThat(one.rule()).contains("no_mail");
          assertThat(one.line()).isBetween(2L, 3L);
        });
    assertThat(memory.found("Ada tea")).containsExactly("The user likes tea");
  }

  @Test
  void an_import_says_what_the_policy_could_not_be_asked() {
    memory.saved("The user likes tea");
    var exported = Transfers.export(memory, Transfers.ALL);
    decideBy("  - {name: broken, when: \"tags[0] == 'x'\", outcome: accept}\n" + HIDING);
    memory.as("bob");

    var summary = Transfers.bring(memory, Transfers.file(folder, exported.text()));

    assertThat(summary.rejected()).isOne();
    assertThat(summary.notImported().getFirst().rule()).contains("policy_error");
    assertThat(summary.policyVersion()).startsWith("mine@");
    assertThat(summary.notices())
        .singleElement()
        .asString()
        .contains("The rule broken of the policy mine@", "not imported");
  }

  @Test
  void an_import_says_that_a_changed_policy_is_not_in_force() throws IOException {
    memory.saved("The user likes tea");
    var exported = Transfers.export(memory, Transfers.ALL);
    decideBy(HIDING);
    memory.as("bob");
    Files.writeString(folder.resolve("policy.yaml"), "version: other\nrules: no\n");
    pass(Duration.ofSeconds(2));

    var summary = Transfers.bring(memory, Transfers.file(folder, exported.text()));

    assertThat(summary.created()).isOne();
    assertThat(summary.policyVersion()).startsWith("mine@");
    assertThat(summary.notices())
        .singleElement()
        .asString()
        .contains("can't be used", "mine@", "which was in force before", "policy.yaml");
  }

  /// Neither the text nor a hash of it that is not keyed.
  private void assertUnwritten(String text) {
    assertThat(database.kept(List.of(NAME, new Content(text).hash().hex()))).isEmpty();
  }
}
