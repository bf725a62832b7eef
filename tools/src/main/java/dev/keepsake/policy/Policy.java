package dev.keepsake.policy;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.Statement;
import dev.keepsake.policy.PolicyDecision.Expiry;
import dev.keepsake.policy.PolicyDecision.Failure;
import dev.keepsake.policy.PolicyDecision.Redaction;
import dev.keepsake.policy.PolicyTrace.Course;
import dev.keepsake.policy.PolicyTrace.Step;
import dev.keepsake.policy.SensitiveClasses.Finding;
import dev.keepsake.policy.cel.Condition;
import dev.keepsake.policy.cel.Condition.Asked;
import dev.keepsake.policy.cel.SensitiveNames;
import dev.keepsake.policy.cel.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Rules that decide what is remembered. Immutable, thread-safe and pure: same facts, same
/// decision.
///
/// They are tried in their order. One with an outcome ends the search; one that redacts or gives a
/// time changes the write, and the search goes on. A rule that can't be asked ends it too, with a
/// rejection: what is not known to be allowed is not stored.
public final class Policy {
  /// The rule that decisions name where a rule could not be asked.
  public static final String ERROR = "policy_error";

  private final String version;
  private final List<PolicyRule> rules;
  private final PolicyTerms terms;

  /// The classes that any rule names: nothing else is looked for.
  private final Set<String> classes;

  /// @param rules the last of which decides whatever comes
  Policy(String version, List<PolicyRule> rules, PolicyTerms terms) {
    this.version = version;
    this.rules = List.copyOf(rules);
    this.terms = terms;
    this.classes =
        rules.stream()
            .flatMap(rule -> named(rule, terms.classes()).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  public String version() {
    return version;
  }

  public List<PolicyRule> rules() {
    return rules;
  }

  public PolicyDecision decide(WriteFacts facts) {
    return new Run(facts, true).decide();
  }

  /// The same of something that is brought in as it is: no rule changes it, so that all of them see
  /// what would be stored.
  public PolicyDecision judge(WriteFacts facts) {
    return new Run(facts, false).decide();
  }

  /// The same, telling what became of each rule.
  public PolicyTrace trace(WriteFacts facts) {
    var run = new Run(facts, true);
    PolicyDecision decision = run.decide();
    var steps = new ArrayList<>(run.steps);
    rules.stream()
        .skip(steps.size())
        .forEach(rule -> steps.add(new Step(rule, Course.NOT_REACHED)));
    List<String> found =
        terms.classes().find(facts.statement().content().text(), terms.classes().names()).stream()
            .map(Finding::name)
            .distinct()
            .toList();
    return new PolicyTrace(decision, steps, found);
  }

  private static Set<String> named(PolicyRule rule, SensitiveClasses known) {
    return switch (rule.effect()) {
      case Effect.Redact(var redacted) -> {
        var all = new TreeSet<>(redacted);
        all.addAll(classes(names(rule), known));
        yield all;
      }
      case Effect.Decide _, Effect.ExpireAfter _ -> classes(names(rule), known);
    };
  }

  private static SensitiveNames names(PolicyRule rule) {
    return rule.when().map(Condition::names).orElse(SensitiveNames.NONE);
  }

  private static Set<String> classes(SensitiveNames names, SensitiveClasses known) {
    return names.all()
        ? known.names()
        : names.names().stream()
            .map(name -> name.replaceFirst("\\..*", ""))
            .collect(Collectors.toUnmodifiableSet());
  }

  /// One write on its way through the rules.
  private final class Run {
    private final WriteFacts facts;
    private final boolean changes;
    private final SensitiveText text;
    private final List<Step> steps = new ArrayList<>();
    private final List<Redaction> redactions = new ArrayList<>();
    private Optional<Expiry> expiry = Optional.empty();

    Run(WriteFacts facts, boolean changes) {
      this.facts = facts;
      this.changes = changes;
      this.text = new SensitiveText(terms.classes(), facts.statement().content(), facts.beside());
    }

    PolicyDecision decide() {
      for (PolicyRule rule : rules) {
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
      throw new IllegalStateException("the last rule of " + version + " lets a write pass");
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
      SensitiveNames names = names(rule);
      List<String> detected =
          text.find(classes(names, terms.classes())).stream()
              .filter(finding -> names.covers(finding.type(), finding.rule()))
              .map(Finding::name)
              .distinct()
              .toList();
      boolean sensitive =
          switch (outcome) {
            case REJECT, DISCARD -> !text.find(classes).isEmpty();
            case ACCEPT, CONFIRM -> false;
          };
      return new PolicyDecision(
          outcome,
          rule.name(),
          version,
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
          ERROR,
          version,
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
        case SENSITIVE -> SensitiveText.names(text.find(classes(names, terms.classes())));
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
}
