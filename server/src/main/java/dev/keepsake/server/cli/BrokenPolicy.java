package dev.keepsake.server.cli;

import dev.keepsake.policy.PolicyProblem;
import java.util.List;

/// A policy, or the cases beside it, that a command was to use and can't: everything that is wrong
/// with it.
final class BrokenPolicy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final transient List<PolicyProblem> problems;

  BrokenPolicy(String file, List<PolicyProblem> problems) {
    super(file + " can't be used");
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  String file() {
    return file;
  }

  List<PolicyProblem> problems() {
    return problems;
  }
}
