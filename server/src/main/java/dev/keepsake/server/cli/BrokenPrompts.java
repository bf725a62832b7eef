package dev.keepsake.server.cli;

import dev.keepsake.prompt.PromptProblem;
import java.util.List;

/// The operator's prompts can't be used.
final class BrokenPrompts extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<PromptProblem> problems;

  /// @param problems not empty
  BrokenPrompts(List<PromptProblem> problems) {
    super("The prompts can't be used");
    this.problems = List.copyOf(problems);
  }

  List<PromptProblem> problems() {
    return problems;
  }
}
