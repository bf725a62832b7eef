package dev.keepsake.erase;

import java.util.Optional;

/// Who erases, and why; both stay in the audit trail.
///
/// @param by names whoever is answerable for it, 1 to 200 characters
/// @param reason in his words, up to 1,000 characters; nothing of what is erased belongs into it
public record ErasureRequest(String by, Optional<String> reason) {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_REASON = 1_000;

  /// @throws IllegalArgumentException naming what is wrong
  public ErasureRequest {
    if (by.isBlank() || by.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("who erases must be named, in 1 to 200 characters");
    }
    if (reason.filter(text -> text.isBlank() || text.length() > LONGEST_REASON).isPresent()) {
      throw new IllegalArgumentException("a reason must have 1 to 1,000 characters");
    }
  }
}
