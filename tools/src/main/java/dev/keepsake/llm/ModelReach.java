package dev.keepsake.llm;

/// Whether a language model could be asked. To find out costs nothing.
public sealed interface ModelReach {

  /// None is set.
  record None() implements ModelReach {}

  /// The endpoint answers.
  ///
  /// @param place its address
  /// @param models what it says of its models
  record Answers(String model, String place, Models models) implements ModelReach {}

  /// The endpoint does not take the key, or asks for one.
  record RefusesKey(String model, String place, int status) implements ModelReach {}

  /// The endpoint does not answer.
  record Away(String model, String place) implements ModelReach {}

  /// @param answers how many the script has
  record Scripted(String file, int answers) implements ModelReach {}

  /// What is set can't be used.
  record Unusable(String reason) implements ModelReach {}

  /// What an endpoint says of its models.
  enum Models {
    /// The model is among them.
    NAMED,
    /// Others are.
    OTHERS,
    /// Nothing.
    UNTOLD
  }
}
