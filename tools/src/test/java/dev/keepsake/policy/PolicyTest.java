package dev.keepsake.policy;

import static dev.keepsake.policy.Samples.REST;
import static dev.keepsake.policy.Samples.policy;
import static dev.keepsake.policy.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.MemoryType;
import dev.keepsake.policy.PolicyDecision.Expiry;
import dev.keepsake.policy.PolicyDecision.Redaction;
import dev.keepsake.policy.PolicyTrace.Course;
import dev.keepsake.policy.PolicyTrace.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rules do to a write.
final class PolicyTest {
  private final MarkedWords words = new MarkedWords();

  @ParameterizedTest
  @CsvSource({
    "tea, 1.0, false, accept, confidence_accept",
    "tea, 0.7, false, accept, confidence_accept",
    "tea, 0.6999999999999999, false, confirm, confidence_confirm",
    "tea, 0.5, false, confirm, confidence_confirm",
    "tea, 0.49999999999999994, false, discard, confidence_discard",
    "tea, 0.0, false, discard, confidence_discard",
    "tea, 0.0, true, accept, confirmed",
    "<secret:key>, 1.0, true, reject, secret_detected",
    "<secret:key>, 0.0, false, reject, secret_detected",
    "<injection:order>, 1.0, true, reject, injection_detected",
    "<injection:order> <secret:key>, 0.6, false, reject, secret_detected",
    "<email:ada> <phone:ada>, 0.9, false, accept, confidence_accept"
  })
  void the_shipped_policy_decides_by_secrets_then_confirmation_then_confidence(
      String content, double confidence, boolean confirmed, String outcome, String rule) {
    Policy shipped = Samples.reader(words).builtIn();
    PolicyDecision decision =
        shipped.decide(write(content, confidence, MemoryType.NOTE, confirmed));

    assertThat(decision.outcome().wireName()).isEqualTo(outcome);
    assertThat(decision.rule()).isEqualTo(rule);
    assertThat(decision.version()).isEqualTo("builtin-3");
    assertThat(decision.sensitive()).isEqualTo(outcome.equals("reject"));
    assertThat(decision.redactions()).isEmpty();
    assertThat(decision.expiry()).isEmpty();
  }

  @Test
  void a_rejection_names_what_its_rule_had_looked_for() {
    Policy shipped = Samples.reader(words).builtIn();

    assertThat(shipped.decide(write("<injection:a> <secret:key> <secret:pin>", 1)).detected())
        .containsExactly("secret.key", "secret.pin");
  }

  @Test
  void the_version_says_which_file_it_was() {
    String rules = "  - {name: rest, outcome: accept}\n";

    assertThat(policy(words, rules).version()).matches("1@[0-9a-f]{8}");
    assertThat(policy(words, rules + "# a word\n").version())
        .isNotEqualTo(policy(words, rules).version());
  }

  @Test
  void the_first_rule_that_matches_decides() {
    Policy policy =
        policy(
            words,
            """
              - {name: notes, when: memory_type == 'note', outcome: accept, reason: notes are kept}
              - {name: sure, when: confidence > 0.9, outcome: confirm}
            """
                + REST);

    assertThat(policy.decide(write("tea", 1, MemoryType.NOTE, false)).rule()).isEqualTo("notes");
    assertThat(policy.decide(write("tea", 1, MemoryType.NOTE, false)).reason())
        .contains("notes are kept");
    assertThat(policy.decide(write("tea", 1)).rule()).isEqualTo("sure");
    assertThat(policy.decide(write("tea", 0.9)).rule()).isEqualTo("rest");
  }

  @Test
  void what_is_redacted_is_not_seen_by_the_rules_below() {
    Policy policy =
        policy(
            words,
            """
              - {name: mail, redact: [email]}
              - {name: no_mail, when: "'email' in sensitive || content.contains('ada')", outcome: reject}
              - {name: short, when: content_length < 30, outcome: accept}
            """
                + REST);
    PolicyDecision decision = policy.decide(write("Write to <email:ada> or <email:adas>.", 0));

    assertThat(decision.rule()).isEqualTo("short");
    assertThat(decision.content().text()).isEqualTo("Write to [email] or [email].");
    assertThat(decision.redactions()).containsExactly(new Redaction("mail", List.of("email")));
  }

  @Test
  void a_rule_that_takes_nothing_out_is_not_named() {
    Policy policy = policy(words, "  - {name: mail, redact: [email, phone]}\n" + REST);

    assertThat(policy.decide(write("tea", 0)).redactions()).isEmpty();
    assertThat(policy.decide(write("<phone:one>", 0)).redactions())
        .containsExactly(new Redaction("mail", List.of("phone")));
  }

  @Test
  void what_is_brought_in_is_judged_as_it_is() {
    Policy policy =
        policy(
            words,
            """
              - {name: mail, redact: [email]}
              - {name: soon, expire_after: 1d}
              - {name: no_mail, when: "'email' in sensitive", outcome: reject}
            """
                + REST);
    PolicyDecision judged = policy.judge(write("<email:ada>", 1));

    assertThat(judged.rule()).isEqualTo("no_mail");
    assertThat(judged.redactions()).isEmpty();
    assertThat(judged.expiry()).isEmpty();
  }

  @Test
  void the_first_time_counts() {
    Policy policy =
        policy(
            words,
            """
              - {name: notes, when: memory_type == 'note', expire_after: 12h}
              - {name: month, expire_after: P30D}
            """
                + REST);

    assertThat(policy.decide(write("tea", 1, MemoryType.NOTE, false)).expiry())
        .contains(new Expiry("notes", Duration.ofHours(12)));
    assertThat(policy.decide(write("tea", 1)).expiry())
        .contains(new Expiry("month", Duration.ofDays(30)));
  }

  @Test
  void a_rule_that_cannot_be_asked_rejects_and_nothing_of_the_text_is_kept() {
    Policy policy =
        policy(words, "  - {name: first_tag, when: \"tags[0] == 'x'\", outcome: accept}\n" + REST);
    PolicyDecision decision = policy.decide(write("tea", 1));

    assertThat(decision.outcome()).isEqualTo(Outcome.REJECT);
    assertThat(decision.rule()).isEqualTo("policy_error");
    assertThat(decision.sensitive()).isTrue();
    assertThat(decision.failure().orElseThrow().rule()).isEqualTo("first_tag");
    assertThat(decision.failure().orElseThrow().reason()).isEqualTo("index out of bounds");
  }

  @Test
  void nothing_is_looked_for_that_no_rule_asks_for() {
    Policy policy =
        policy(
            words,
            """
              - {name: sure, when: confidence > 0.9, outcome: accept}
              - {name: mail, when: "'email' in sensitive", outcome: accept}
              - {name: key, when: "'secret.key' in sensitive", outcome: accept}
            """
                + REST);
    policy.decide(write("tea", 1));
    assertThat(words.asked).isEmpty();
    policy.decide(write("<email:ada>", 0.8));
    assertThat(words.asked).containsExactly(Set.of("email"));
    policy.decide(write("tea", 0.8));
    assertThat(words.asked).containsExactly(Set.of("email"), Set.of("email"), Set.of("secret"));
  }

  @Test
  void everything_is_looked_for_where_any_may_matter() {
    Policy policy =
        policy(words, "  - {name: any, when: size(sensitive) > 0, outcome: reject}\n" + REST);

    assertThat(policy.decide(write("<phone:one>", 0.8)).rule()).isEqualTo("any");
    assertThat(words.asked).containsExactly(words.names());
  }

  /// A text that a rule refuses for another reason would be in the audit trail otherwise.
  @Test
  void what_is_refused_for_another_reason_is_looked_through_all_the_same() {
    Policy policy =
        policy(
            words,
            """
              - {name: unsure, when: confidence < 0.5, outcome: discard}
              - {name: key, when: "'secret' in sensitive", outcome: reject}
            """
                + "  - {name: rest, outcome: accept}\n");

    assertThat(policy.decide(write("<secret:key>", 0)).rule()).isEqualTo("unsure");
    assertThat(policy.decide(write("<secret:key>", 0)).sensitive()).isTrue();
    assertThat(policy.decide(write("tea", 0)).sensitive()).isFalse();
  }

  @Test
  void a_trace_looks_for_nothing_twice() {
    PolicyTrace trace =
        Samples.reader(words).builtIn().trace(write("<email:ada> <phone:ada>", 0.6));

    assertThat(trace.found()).containsExactly("email.ada", "phone.ada");
    assertThat(words.asked.stream().flatMap(Set::stream)).doesNotHaveDuplicates();
  }

  @Test
  void a_trace_tells_of_what_was_in_the_text_before_it_was_taken_out() {
    PolicyTrace trace =
        policy(words, "  - {name: hide, redact: [email]}\n" + Samples.REST)
            .trace(write("<email:ada> <phone:ada>", 0.6));

    assertThat(trace.found()).containsExactly("email.ada", "phone.ada");
  }

  @Test
  void a_trace_tells_of_every_rule_and_of_everything_in_the_text() {
    PolicyTrace trace = Samples.reader(words).builtIn().trace(write("<email:ada>", 0.6));

    assertThat(trace.steps())
        .extracting(Step::course)
        .containsExactly(
            Course.NOT_MATCHED,
            Course.NOT_MATCHED,
            Course.NOT_MATCHED,
            Course.NOT_MATCHED,
            Course.MATCHED,
            Course.NOT_REACHED);
    assertThat(trace.found()).containsExactly("email.ada");
    assertThat(trace.decision().rule()).isEqualTo("confidence_confirm");
  }
}
