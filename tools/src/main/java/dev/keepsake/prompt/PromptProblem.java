package dev.keepsake.prompt;

/// Why a file can't be used as a prompt.
///
/// @param file as messages name it
/// @param rule a clause that says what is wrong, and what would be right
public record PromptProblem(String file, String rule) {

  /// All of it in one sentence.
  public String sentence() {
    return "%s: %s.".formatted(file, rule);
  }
}
