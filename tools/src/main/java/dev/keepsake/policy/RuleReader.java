package dev.keepsake.policy;

import dev.keepsake.memory.WireName;
import dev.keepsake.policy.cel.Condition;
import dev.keepsake.policy.cel.Conditions;
import dev.keepsake.policy.cel.Conditions.Compiled;
import dev.keepsake.policy.yaml.Fields;
import dev.keepsake.policy.yaml.Problems;
import dev.keepsake.policy.yaml.Spans;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one rule of a file.
///
/// @param problems takes what is wrong with it
record RuleReader(SensitiveClasses classes, Problems problems) {
  private static final String NAME = "[a-z][a-z0-9_]{0,63}";
  private static final List<String> EFFECTS = List.of("outcome", "redact", "expire_after");
  private static final Set<String> FIELDS =
      Set.of("name", "when", "outcome", "reason", "redact", "expire_after");
  private static final int LONGEST_REASON = 500;

  /// Empty if it is no rule.
  Optional<PolicyRule> read(Fields fields) {
    fields.refuseAllBut(FIELDS);
    Optional<String> name = name(fields);
    Optional<Condition> when = fields.has("when") ? when(fields) : Optional.empty();
    Optional<Effect> effect = effect(fields);
    boolean whole =
        name.isPresent() && effect.isPresent() && when.isPresent() == fields.has("when");
    return whole
        ? Optional.of(new PolicyRule(name.get(), fields.line(), when, effect.get()))
        : Optional.empty();
  }

  private Optional<String> name(Fields fields) {
    if (!fields.has("name")) {
      problems.add(fields.line(), "the rule has no `name`");
      return Optional.empty();
    }
    Optional<String> name = fields.text("name");
    if (name.isPresent() && (!name.get().matches(NAME) || name.get().equals(Policy.ERROR))) {
      problems.add(
          fields.line("name"),
          "a name is of small letters, digits and _, begins with a letter and is not "
              + Policy.ERROR);
      return Optional.empty();
    }
    return name;
  }

  private Optional<Condition> when(Fields fields) {
    Optional<String> text = fields.text("when");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (Conditions.shared().compile(text.get(), this::knows)) {
      case Compiled.Right(var condition) -> Optional.of(condition);
      case Compiled.Wrong(var faults) -> {
        faults.forEach(
            fault -> problems.add(fields.textOffset("when") + fault.line(), fault.message()));
        yield Optional.empty();
      }
    };
  }

  /// Whether a name can stand in `sensitive`.
  private boolean knows(String name) {
    return classes.names().contains(name.replaceFirst("\\..*", ""));
  }

  private Optional<Effect> effect(Fields fields) {
    List<String> given = EFFECTS.stream().filter(fields::has).toList();
    if (given.size() != 1) {
      problems.add(
          fields.line(),
          given.isEmpty()
              ? "the rule says not what to do: it needs `outcome`, `redact` or `expire_after`"
              : "a rule does one thing, not `%s`: make several of it"
                  .formatted(String.join("` and `", given)));
      return Optional.empty();
    }
    if (fields.has("reason") && !fields.has("outcome")) {
      problems.add(fields.line("reason"), "a `reason` needs an `outcome`");
    }
    return switch (given.getFirst()) {
      case "outcome" -> outcome(fields);
      case "redact" -> redact(fields);
      default -> expireAfter(fields);
    };
  }

  private Optional<Effect> outcome(Fields fields) {
    Optional<String> reason = fields.text("reason").map(String::strip).filter(r -> !r.isEmpty());
    if (reason.isPresent() && reason.get().length() > LONGEST_REASON) {
      problems.add(fields.line("reason"), "a `reason` has up to " + LONGEST_REASON + " characters");
      return Optional.empty();
    }
    Optional<String> word = fields.text("outcome");
    Optional<Outcome> outcome = word.flatMap(text -> WireName.find(Outcome.class, text));
    if (word.isPresent() && outcome.isEmpty()) {
      problems.add(
          fields.line("outcome"),
          "there is no outcome `%s`; there are %s"
              .formatted(word.get(), String.join(", ", WireName.words(Outcome.class))));
    }
    return outcome.map(decided -> new Effect.Decide(decided, reason));
  }

  private Optional<Effect> redact(Fields fields) {
    Optional<List<String>> named = fields.texts("redact");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    List<String> unknown =
        named.get().stream().filter(type -> !classes.names().contains(type)).toList();
    unknown.forEach(type -> problems.add(fields.line("redact"), noSuchClass(type)));
    if (named.get().isEmpty()) {
      problems.add(fields.line("redact"), "`redact` names no class");
    }
    return unknown.isEmpty() && !named.get().isEmpty()
        ? Optional.of(new Effect.Redact(named.get()))
        : Optional.empty();
  }

  private String noSuchClass(String type) {
    return "there is no class `%s`; there are %s"
        .formatted(type, String.join(", ", classes.names().stream().sorted().toList()));
  }

  private Optional<Effect> expireAfter(Fields fields) {
    Optional<String> written = fields.text("expire_after");
    Optional<Effect> read = written.flatMap(Spans::read).map(Effect.ExpireAfter::new);
    if (written.isPresent() && read.isEmpty()) {
      problems.add(fields.line("expire_after"), "`expire_after` is a time " + Spans.FORM);
    }
    return read;
  }
}
