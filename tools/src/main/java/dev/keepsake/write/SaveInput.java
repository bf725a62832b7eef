package dev.keepsake.write;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.OneOf;
import java.util.List;
import java.util.Optional;

/// The arguments of `save_memory`.
///
/// @param supersedes the memory that this statement corrects
/// @param sourceMessageId the caller's name for the message that the statement was taken from
/// @param idempotencyKey the same key with the same arguments gets the first answer again
public record SaveInput(
    @Length(max = SaveInput.MAX_CHARACTERS) Content content,
    @OneOf({"fact", "preference", "decision", "note", "episode"}) MemoryType memoryType,
    @Default("0.8") Confidence confidence,
    @Default("0.5") Importance importance,
    Optional<MemoryId> supersedes,
    @Length(max = 255) Optional<String> sourceMessageId,
    @Length(max = 255) Optional<String> idempotencyKey) {
  static final int MAX_CHARACTERS = 2_000;

  WriteInput write() {
    return new WriteInput(
        content,
        memoryType,
        confidence,
        importance,
        supersedes,
        sourceMessageId,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same with another statement.
  SaveInput with(Content corrected) {
    return new SaveInput(
        corrected, memoryType, confidence, importance, supersedes, sourceMessageId, idempotencyKey);
  }

  /// What the idempotency key stands for: everything but the key.
  SaveInput withoutKey() {
    return new SaveInput(
        content, memoryType, confidence, importance, supersedes, sourceMessageId, Optional.empty());
  }
}
