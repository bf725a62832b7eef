package dev.keepsake.eval.recording;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.llm.ChatAnswer;
import java.util.List;
import java.util.Optional;

/// What a model answered in one case.
///
/// @param caseSha256 see [CaseDigest]
/// @param answers in order
/// @param failure that ended the case after the last of them
public record RecordedCase(
    String caseId, String caseSha256, List<ChatAnswer> answers, Optional<Failure> failure) {
  public RecordedCase {
    answers = List.copyOf(answers);
  }

  /// Why the model gave no further answer.
  public record Failure(ErrorCode code, String message) {}
}
