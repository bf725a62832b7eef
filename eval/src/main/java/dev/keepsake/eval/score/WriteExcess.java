package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.observe.Observation.Written;
import java.util.Optional;

/// A memory that nobody expected: a false positive.
///
/// @param trap the expectation with `should_write` false that it fell for
public record WriteExcess(Written written, Optional<ExpectedWrite> trap) {}
