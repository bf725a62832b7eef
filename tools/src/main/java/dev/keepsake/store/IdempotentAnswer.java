package dev.keepsake.store;

/// What was asked and answered.
///
/// @param fingerprint of the arguments: the same key with others is refused
/// @param answer as JSON, ids and figures only, no text of a memory
public record IdempotentAnswer(String fingerprint, String answer) {}
