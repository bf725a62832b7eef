package dev.keepsake.eval.score;

import dev.keepsake.eval.observe.Observation.Written;

/// A memory that contains what none may, whatever became of it later.
///
/// @param keyword the word or phrase
public record ForbiddenWrite(Written written, String keyword) {}
