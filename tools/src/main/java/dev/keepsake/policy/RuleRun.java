package dev.keepsake.policy;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.Statement;
import dev.keepsake.policy.PolicyDecision.Expiry;
import dev.keepsake.policy.PolicyDecision.Failure;
import dev.keepsake.policy.PolicyDecision.Redaction;
import dev.keepsake.policy.PolicyTrace.Course;
import dev.keepsake.policy.PolicyTrace.Step;
import dev.keepsake.policy.SensitiveClasses.Finding;
import dev.keepsake.policy.cel.Condition.Asked;
import dev.keepsake.policy.cel.SensitiveNames;
import dev.keepsake.policy.cel.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One write on its way through the rules of a policy. For one thread, and one use.
final class RuleRun {
  private final Policy policy;
  private final PolicyTerms terms;
  private final WriteFacts facts;
  private final boolean changes;
  private final SensitiveText text;
  private final List<Step> steps = new ArrayList<>();
  private final List<Redaction> redactions = new ArrayList<>();
  private Optional<Expiry> expiry = Optional.empty();

  /// @param changes whether rules may change the write
  RuleRun(Policy policy, WriteFacts facts, boolean changes) {
    this.policy = policy;
    this.terms = policy.terms();
    this.facts = facts;
    this.changes = changes;
    this.text = new SensitiveText(terms.classes(), facts.statement().content(), facts.beside());
  }

  /// What became of the rules that were asked.
  List<Step> steps() {
    return steps;
  }

  /// Everything in the text as it came, named as conditions do with the rule; what the rules have
  /// looked for is not looked for again.
  List<String> found() {
    return text.foundAsItCame().stream().map(Finding::name).distinct().toList();
  }

  PolicyDecision decide() {
    for (PolicyRule rule : policy.rules()) {
      switch (asked(rule)) {
        case Asked.HoldsNot() -> steps.add(new Step(rule, Course.NOT_MATCHED));
        case Asked.Failed(String reason) -> {
          steps.add(new Step(rule, Course.FAILED));
          return failed(rule, reason);
        }
        case Asked.Holds() -> {
          steps.add(new Step(rule, Course.MATCHED));
          Optional<PolicyDecision> decision = apply(rule);
          if (decision.isPresent()) {
            return decision.get();
          }
        }
      }
    }
    throw new IllegalStateException("the last rule of " + policy.version() + " lets a write pass");
  }

  private Asked asked(PolicyRule rule) {
    return rule.when()
        .map(condition -> condition.ask(variable -> value(variable, condition.names())))
        .orElseGet(Asked.Holds::new);
  }

  private Optional<PolicyDecision> apply(PolicyRule rule) {
    switch (rule.effect()) {
      case Effect.Decide(var outcome, var reason) -> {
        return Optional.of(decided(rule, outcome, reason));
      }
      case Effect.Redact(var redacted) -> {
        if (changes) {
          List<String> replaced = text.redact(redacted);
          if (!replaced.isEmpty()) {
            redactions.add(new Redaction(rule.name(), replaced));
          }
        }
      }
      case Effect.ExpireAfter(var time) -> {
        if (changes && expiry.isEmpty()) {
          expiry = Optional.of(new Expiry(rule.name(), time));
        }
      }
    }
    return Optional.empty();
  }

  private PolicyDecision decided(PolicyRule rule, Outcome outcome, Optional<String> reason) {
    SensitiveNames names = Policy.names(rule);
    List<String> detected =
        text.find(Policy.classes(names, terms.classes())).stream()
            .filter(finding -> names.covers(finding.type(), finding.rule()))
            .map(Finding::name)
            .distinct()
            .toList();
    boolean sensitive =
        switch (outcome) {
          case CONFIRM, REJECT, DISCARD -> !text.find(policy.classes()).isEmpty();
          case ACCEPT -> text.hasFindings(); // a duplicate, say, of what is stored anyway
        };
    return new PolicyDecision(
        outcome,
        rule.name(),
        policy.version(),
        reason,
        text.content(),
        redactions,
        expiry,
        detected,
        sensitive,
        Optional.empty());
  }

  /// Nothing is known of the text, so nothing of it is kept.
  private PolicyDecision failed(PolicyRule rule, String reason) {
    return new PolicyDecision(
        Outcome.REJECT,
        Policy.ERROR,
        policy.version(),
        Optional.of(
            "a rule of the policy (%s) could not be asked; whoever runs Keepsake finds the reason in its log."
                .formatted(rule.name())),
        text.content(),
        redactions,
        expiry,
        List.of(),
        true,
        Optional.of(new Failure(rule.name(), reason)));
  }

  private Object value(Variable variable, SensitiveNames names) {
    Statement statement = facts.statement();
    Content content = text.content();
    return switch (variable) {
      case MEMORY_TYPE -> statement.type().wireName();
      case CONTENT -> content.text();
      case CONTENT_LENGTH -> (long) content.text().codePointCount(0, content.text().length());
      case CONFIDENCE -> statement.confidence().value();
      case IMPORTANCE -> statement.importance().value();
      case TAGS -> statement.tags();
      case SENSITIVE -> SensitiveText.names(text.find(Policy.classes(names, terms.classes())));
      case CONFIRMED -> facts.confirmed();
      case SUPERSEDES -> facts.supersedes();
      case SOURCE -> facts.origin().source().wireName();
      case PROVENANCE -> facts.origin().provenance().wireName();
      case TRUST -> facts.origin().trust().wireName();
      case EXTRACTION -> facts.origin().extraction().wireName();
      case USER -> facts.user();
      case SCOPE -> facts.scope().value();
      case CLIENT -> facts.origin().client().toString();
      case CONFIDENCE_AUTO -> terms.auto().value();
      case CONFIDENCE_CONFIRM -> terms.confirm().value();
    };
  }
}
