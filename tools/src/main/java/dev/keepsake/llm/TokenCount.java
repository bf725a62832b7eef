package dev.keepsake.llm;

/// Tokens as the model's provider counts them; 0 where it does not say.
///
/// @param input read by the model
/// @param output written by it
public record TokenCount(long input, long output) {
  public static final TokenCount NONE = new TokenCount(0, 0);

  /// @throws IllegalArgumentException if a count is negative
  public TokenCount {
    if (input < 0 || output < 0) {
      throw new IllegalArgumentException("a count of tokens is not negative");
    }
  }

  public TokenCount plus(TokenCount other) {
    return new TokenCount(input + other.input, output + other.output);
  }
}
