package dev.keepsake.policy;

import dev.keepsake.memory.Sha256;
import dev.keepsake.policy.reach.NeverMatched;
import dev.keepsake.policy.reach.RuleReach;
import dev.keepsake.policy.yaml.Fields;
import dev.keepsake.policy.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Reads and checks policies. Thread-safe.
public final class PolicyReader {
  /// The version of the policy that is shipped. Rises with every change of its rules and of those
  /// of the detectors; its file has it too.
  public static final String BUILT_IN = "builtin-3";

  private static final String SHIPPED = "default-policy.yaml";
  private static final int LONGEST_VERSION = 64;
  private static final int LARGEST = 1 << 20;
  private static final int DIGEST = 8;

  /// Borders of confidence that leave something to every rule that names them in their order.
  private static final NeverMatched ELSEWHERE = new NeverMatched(0.7, 0.5);

  private static final Optional<String> NO_RULE = Optional.empty();

  private final PolicyTerms terms;

  public PolicyReader(PolicyTerms terms) {
    this.terms = terms;
  }

  /// The policy that is shipped.
  ///
  /// @throws IllegalArgumentException if it is broken
  public Policy builtIn() {
    // settings may leave nothing to a rule, as where both borders of confidence are one
    return unchecked(new String(shipped(), StandardCharsets.UTF_8));
  }

  /// The file of that policy.
  public static byte[] shipped() {
    try (InputStream in = PolicyReader.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without asking whether each rule can match.
  ///
  /// @throws IllegalArgumentException if it is no policy
  Policy unchecked(String file) {
    return switch (read(file.getBytes(StandardCharsets.UTF_8), _ -> "", false)) {
      case PolicyReading.Good(var policy) -> policy;
      case PolicyReading.Broken(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  /// @param file as it is on the disk
  public PolicyReading read(byte... file) {
    return read(file, PolicyReader::digest, true);
  }

  /// What stands behind the version of a policy of this text.
  static String digest(String text) {
    return "@" + Sha256.hex(text).substring(0, DIGEST);
  }

  private PolicyReading read(byte[] file, UnaryOperator<String> digest, boolean whetherMatched) {
    var told = new ArrayList<PolicyProblem>();
    Problems ofFile = (line, message) -> told.add(new PolicyProblem(line, NO_RULE, message));
    Optional<String> text = text(file, ofFile);
    Optional<Fields> fields = text.flatMap(written -> Fields.read(written, ofFile));
    if (fields.isEmpty()) {
      return new PolicyReading.Broken(told);
    }
    fields.get().refuseAllBut(Set.of("version", "rules"));
    Optional<String> version = version(fields.get(), ofFile);
    List<PolicyRule> rules = rules(fields.get(), told);
    if (told.isEmpty()) {
      checkLast(fields.get(), rules, told);
    }
    if (told.isEmpty() && whetherMatched) {
      told.addAll(neverMatched(rules));
    }
    return told.isEmpty()
        ? new PolicyReading.Good(
            new Policy(version.orElseThrow() + digest.apply(text.orElseThrow()), rules, terms))
        : new PolicyReading.Broken(
            told.stream().sorted(Comparator.comparingInt(PolicyProblem::line)).toList());
  }

  private static Optional<String> text(byte[] file, Problems problems) {
    if (file.length > LARGEST) {
      problems.add(1, "a policy has up to 1 MiB");
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString());
    } catch (CharacterCodingException e) {
      problems.add(1, "it must be UTF-8");
      return Optional.empty();
    }
  }

  private static Optional<String> version(Fields fields, Problems problems) {
    Optional<String> version = fields.text("version").map(String::strip);
    if (version.isEmpty() || version.get().isEmpty()) {
      problems.add(fields.line("version"), "the policy has no `version`: any text will do");
    } else if (version.get().length() > LONGEST_VERSION
        || version.get().chars().anyMatch(Character::isISOControl)) {
      problems.add(
          fields.line("version"),
          "a `version` is one line of up to " + LONGEST_VERSION + " characters");
    }
    return version;
  }

  private List<PolicyRule> rules(Fields fields, List<PolicyProblem> told) {
    var rules = new ArrayList<PolicyRule>();
    var lines = new HashMap<String, Integer>();
    for (Fields group : fields.groups("rules")) {
      Optional<String> name = group.telling((_, _) -> {}).text("name");
      Problems ofRule = (line, message) -> told.add(new PolicyProblem(line, name, message));
      new RuleReader(terms.classes(), ofRule).read(group.telling(ofRule)).ifPresent(rules::add);
      Integer earlier = name.map(called -> lines.putIfAbsent(called, group.line())).orElse(null);
      if (earlier != null) {
        ofRule.add(group.line("name"), "the rule on line " + earlier + " has the same name");
      }
    }
    return rules;
  }

  private static void checkLast(Fields fields, List<PolicyRule> rules, List<PolicyProblem> told) {
    if (rules.isEmpty()) {
      told.add(new PolicyProblem(fields.line("rules"), NO_RULE, "there are no `rules`"));
      return;
    }
    PolicyRule last = rules.getLast();
    if (last.when().isPresent() || !(last.effect() instanceof Effect.Decide)) {
      told.add(
          new PolicyProblem(
              last.line(),
              Optional.of(last.name()),
              "the last rule needs an `outcome` and no `when`: a write that no rule matches would"
                  + " have no outcome"));
    }
  }

  private List<PolicyProblem> neverMatched(List<PolicyRule> rules) {
    List<RuleReach> asked = rules.stream().map(PolicyReader::reach).toList();
    var reach = new NeverMatched(terms.auto().value(), terms.confirm().value()).among(asked);
    Set<Integer> always = reach.isEmpty() ? Set.of() : ELSEWHERE.among(asked).keySet();
    var told = new ArrayList<PolicyProblem>();
    reach.forEach((index, shadow) -> {
      // the last one has to be there, whatever is left for it, and what only these settings leave
      // nothing to is no fault of the file
      if (always.contains(index)
          && (rules.get(index).when().isPresent() || index < rules.size() - 1)) {
        told.add(
            new PolicyProblem(
                rules.get(index).line(),
                Optional.of(rules.get(index).name()),
                shadow.told(by -> rules.get(by).name())));
      }
    });
    return told;
  }

  private static RuleReach reach(PolicyRule rule) {
    return new RuleReach(
        rule.when().map(condition -> condition.ast()),
        switch (rule.effect()) {
          case Effect.Decide _ -> RuleReach.Kind.DECIDES;
          case Effect.Redact _ -> RuleReach.Kind.REDACTS;
          case Effect.ExpireAfter _ -> RuleReach.Kind.EXPIRES;
        });
  }
}
