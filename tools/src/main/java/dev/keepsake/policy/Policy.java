package dev.keepsake.policy;

import dev.keepsake.memory.Content;
import dev.keepsake.policy.PolicyTrace.Course;
import dev.keepsake.policy.PolicyTrace.Step;
import dev.keepsake.policy.cel.Condition;
import dev.keepsake.policy.cel.SensitiveNames;
import java.util.ArrayList;
import java.util.List;
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

  PolicyTerms terms() {
    return terms;
  }

  /// The classes that any rule names.
  Set<String> classes() {
    return classes;
  }

  public PolicyDecision decide(WriteFacts facts) {
    return new RuleRun(this, facts, true).decide();
  }

  /// The same of something that is brought in as it is: no rule changes it, so that all of them see
  /// what would be stored.
  public PolicyDecision judge(WriteFacts facts) {
    return new RuleRun(this, facts, false).decide();
  }

  /// The same, telling what became of each rule.
  public PolicyTrace trace(WriteFacts facts) {
    var run = new RuleRun(this, facts, true);
    PolicyDecision decision = run.decide();
    var steps = new ArrayList<>(run.steps());
    rules.stream()
        .skip(steps.size())
        .forEach(rule -> steps.add(new Step(rule, Course.NOT_REACHED)));
    return new PolicyTrace(decision, steps, run.found());
  }

  /// Whether `content` has anything of what a rule names, whatever the rules would do about it.
  public boolean isSensitive(Content content) {
    return !terms.classes().find(content.text(), classes).isEmpty();
  }

  /// `content` without all that can be found in it, whether a rule names it or not: the same under
  /// every policy.
  public Content withoutFindings(Content content) {
    var text = new SensitiveText(terms.classes(), content, List.of());
    text.redact(List.copyOf(terms.classes().names()));
    return text.content();
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

  static SensitiveNames names(PolicyRule rule) {
    return rule.when().map(Condition::names).orElse(SensitiveNames.NONE);
  }

  static Set<String> classes(SensitiveNames names, SensitiveClasses known) {
    return names.all()
        ? known.names()
        : names.names().stream()
            .map(name -> name.replaceFirst("\\..*", ""))
            .collect(Collectors.toUnmodifiableSet());
  }
}
