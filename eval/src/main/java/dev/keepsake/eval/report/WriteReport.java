package dev.keepsake.eval.report;

import dev.keepsake.eval.run.ModelUsage;
import dev.keepsake.eval.score.CaseScore;
import dev.keepsake.eval.score.Comparison;
import dev.keepsake.eval.score.Gate;
import dev.keepsake.eval.score.Gate.Verdict;
import dev.keepsake.eval.score.WriteScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is to be told of one run; what JSON, JUnit, HTML and the terminal are made of.
///
/// @param baseline the comparison with an earlier run, where one was asked for
/// @param usage of the model, where one was asked; of an interrupted run since it was gone on with
public record WriteReport(
    RunFacts facts,
    WriteScore score,
    Gate gate,
    Verdict verdict,
    Optional<Comparison> baseline,
    Optional<ModelUsage> usage) {

  public static WriteReport of(
      RunFacts facts, WriteScore score, Gate gate, Optional<Comparison> baseline) {
    return new WriteReport(
        facts, score, gate, gate.judge(score, baseline), baseline, Optional.empty());
  }

  /// The same of a run that has asked a model.
  public WriteReport with(ModelUsage used) {
    return new WriteReport(facts, score, gate, verdict, baseline, Optional.of(used));
  }

  /// Whether the gate lets the run through.
  public boolean passed() {
    return switch (verdict) {
      case Verdict.Passed _ -> true;
      case Verdict.Failed _, Verdict.Unusable _ -> false;
    };
  }

  /// Why it does not, in words; empty if it does.
  public List<String> reasons() {
    return switch (verdict) {
      case Verdict.Passed _ -> List.of();
      case Verdict.Failed(var reasons) -> reasons;
      case Verdict.Unusable(var reason) -> List.of(reason);
    };
  }

  /// What is wrong with the cases that are not flawless, in words, by the id of the case.
  public Map<String, List<String>> faults() {
    var faults = new LinkedHashMap<String, List<String>>();
    for (CaseScore one : score.cases()) {
      if (!one.flawless()) {
        faults.put(one.one().id(), CaseText.faults(one));
      }
    }
    return faults;
  }
}
