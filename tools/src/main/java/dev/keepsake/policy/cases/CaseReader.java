package dev.keepsake.policy.cases;

import dev.keepsake.memory.WireName;
import dev.keepsake.policy.Outcome;
import dev.keepsake.policy.PolicyProblem;
import dev.keepsake.policy.cases.GivenWrite.Made;
import dev.keepsake.policy.cases.PolicyCase.Expected;
import dev.keepsake.policy.yaml.Fields;
import dev.keepsake.policy.yaml.Problems;
import dev.keepsake.policy.yaml.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a file of cases; its form is told in `docs/policies.md`. Used once.
public final class CaseReader {
  private static final Set<String> CASE = Set.of("name", "given", "expect");
  private static final Set<String> EXPECT = Set.of("outcome", "rule", "content", "expire_after");

  private final List<PolicyProblem> told = new ArrayList<>();

  public CaseReading read(String file) {
    Problems ofFile = (line, message) -> told.add(problem(line, Optional.empty(), message));
    var cases = new ArrayList<PolicyCase>();
    Fields.read(file, ofFile)
        .ifPresent(fields -> {
          fields.refuseAllBut(Set.of("cases"));
          fields.groups("cases").forEach(group -> one(group).ifPresent(cases::add));
          if (cases.isEmpty() && told.isEmpty()) {
            ofFile.add(fields.line("cases"), "there are no `cases`");
          }
        });
    return told.isEmpty() ? new CaseReading.Good(cases) : new CaseReading.Broken(told);
  }

  private static PolicyProblem problem(int line, Optional<String> name, String message) {
    return new PolicyProblem(line, name, message);
  }

  private Optional<PolicyCase> one(Fields silent) {
    Optional<String> name = silent.telling((_, _) -> {}).text("name");
    Problems ofCase = (line, message) -> told.add(problem(line, name, message));
    Fields fields = silent.telling(ofCase);
    fields.refuseAllBut(CASE);
    for (String needed : CASE) {
      if (!fields.has(needed)) {
        ofCase.add(fields.line(), "the case has no `" + needed + "`");
      }
    }
    int known = told.size();
    Optional<Fields> given = fields.group("given");
    Optional<Fields> expect = fields.group("expect");
    Optional<Made> made = given.map(group -> given(group, ofCase));
    Optional<Expected> expected = expect.map(group -> expected(group, ofCase));
    return told.size() == known
            && name.isPresent()
            && expected.isPresent()
            && made.isPresent()
            && made.get() instanceof Made.Right(var facts)
        ? Optional.of(new PolicyCase(name.get(), fields.line(), facts, expected.get()))
        : Optional.empty();
  }

  private static Made given(Fields fields, Problems problems) {
    var known = new HashSet<>(GivenWrite.NAMES);
    known.add("tags");
    fields.refuseAllBut(known);
    var values = new HashMap<String, String>();
    for (String name : GivenWrite.NAMES) {
      fields.text(name).ifPresent(value -> values.put(name, value));
    }
    Made made = new GivenWrite(values, fields.texts("tags").orElse(List.of())).facts();
    if (made instanceof Made.Wrong(var wrong)) {
      wrong.forEach(
          (name, message) -> problems.add(fields.line(name), "`" + name + "` " + message));
    }
    return made;
  }

  private static Expected expected(Fields fields, Problems problems) {
    fields.refuseAllBut(EXPECT);
    if (EXPECT.stream().noneMatch(fields::has)) {
      problems.add(fields.line(), "nothing is expected");
    }
    Optional<String> word = fields.text("outcome");
    Optional<Outcome> outcome = word.flatMap(text -> WireName.find(Outcome.class, text));
    if (word.isPresent() && outcome.isEmpty()) {
      problems.add(
          fields.line("outcome"),
          "there is no outcome `%s`; there are %s"
              .formatted(word.get(), String.join(", ", WireName.words(Outcome.class))));
    }
    Optional<String> written = fields.text("expire_after");
    Optional<Duration> time = written.flatMap(Spans::read);
    if (written.isPresent() && time.isEmpty()) {
      problems.add(fields.line("expire_after"), "`expire_after` is a time " + Spans.FORM);
    }
    return new Expected(outcome, fields.text("rule"), fields.text("content"), time);
  }
}
