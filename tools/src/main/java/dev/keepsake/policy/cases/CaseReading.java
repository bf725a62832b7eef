package dev.keepsake.policy.cases;

import dev.keepsake.policy.PolicyProblem;
import java.util.List;

/// What comes of a file of cases.
public sealed interface CaseReading {
  record Good(List<PolicyCase> cases) implements CaseReading {
    public Good {
      cases = List.copyOf(cases);
    }
  }

  record Broken(List<PolicyProblem> problems) implements CaseReading {
    public Broken {
      problems = List.copyOf(problems);
    }
  }
}
