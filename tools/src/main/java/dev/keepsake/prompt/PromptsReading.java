package dev.keepsake.prompt;

import java.util.List;

/// What came of reading the prompts of an installation.
public sealed interface PromptsReading {

  record Good(Prompts prompts) implements PromptsReading {}

  /// @param problems not empty
  record Broken(List<PromptProblem> problems) implements PromptsReading {
    public Broken {
      problems = List.copyOf(problems);
    }
  }
}
