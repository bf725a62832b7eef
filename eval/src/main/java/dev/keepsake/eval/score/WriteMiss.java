package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.observe.Observation.Attempt;
import java.util.Optional;

/// Something that was expected and that no memory of the run counts for.
///
/// @param attempt the call that got furthest, where one said it
public record WriteMiss(ExpectedWrite expected, MissStage stage, Optional<Attempt> attempt) {}
