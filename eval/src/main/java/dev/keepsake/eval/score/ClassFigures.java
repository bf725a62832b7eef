package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DuplicatePair.Label;

/// How the guard alone labels one class of pairs.
///
/// @param right pairs to which the guard gives their label
/// @param overThreshold pairs whose cosine alone would make them duplicates
/// @param duplicates pairs that cosine and guard make duplicates
public record ClassFigures(
    Label label, String kind, int pairs, int right, int overThreshold, int duplicates) {}
