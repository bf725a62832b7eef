package dev.keepsake.eval.score;

/// A call of `save_memory` and whether it was right.
///
/// @param confidence that it claimed, in [0, 1]
/// @param right whether it says what was expected, whatever became of it
public record JudgedProposal(double confidence, boolean right) {}
