package dev.keepsake.llm.openai;

/// The secret that an endpoint knows its caller by. Never shown.
///
/// @param value what is sent; not blank
public record ApiKey(String value) {

  /// @throws IllegalArgumentException if `value` is blank or can't be sent in a header
  public ApiKey {
    if (value.isBlank() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("a key is printable ASCII without spaces");
    }
  }

  /// `text` without the key, which some endpoints repeat in what they complain of.
  String removedFrom(String text) {
    return text.replace(value, toString());
  }

  @Override
  public String toString() {
    return "***";
  }
}
