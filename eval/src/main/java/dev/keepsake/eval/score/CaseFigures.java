package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.Digests;

/// What is kept of a case to compare its run with another.
///
/// @param sha256 of what the case asks; see [Digests#of]
public record CaseFigures(String caseId, String sha256, Counts counts) {
  static CaseFigures of(CaseScore score) {
    return new CaseFigures(score.one().id(), Digests.of(score.one()), score.counts());
  }
}
