package dev.keepsake.store;

import dev.keepsake.memory.MessageRole;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A message of a conversation, so that it can be given back as it came.
///
/// @param seq its number in the conversation, from 1
/// @param body what came
/// @param sentAt when it was said, as the application has it
/// @param createdAt when it was stored
public record Message(long seq, UUID id, Body body, Instant sentAt, Instant createdAt) {

  /// What came.
  ///
  /// @param content empty where there was none, or it was no text
  /// @param extra all other fields as a JSON object, and the content where it was no text; empty if
  ///   there are none
  /// @param tokens how many it had for the model
  /// @param model that wrote it
  public record Body(
      MessageRole role,
      Optional<String> content,
      Optional<String> extra,
      Optional<Long> tokens,
      Optional<String> model) {}

  /// One that may be appended.
  ///
  /// @param fingerprint the same for what is the same message again
  /// @param sentAt empty: when it is stored
  public record Draft(UUID id, Body body, String fingerprint, Optional<Instant> sentAt) {}
}
