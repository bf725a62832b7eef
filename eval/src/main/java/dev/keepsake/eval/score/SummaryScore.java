package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DuplicatePair.Split;
import java.util.List;

/// Summaries of marked conversations, and the figures that follow.
///
/// @param judged every conversation once
public record SummaryScore(List<JudgedSummary> judged) {
  public SummaryScore {
    judged = List.copyOf(judged);
  }

  /// The same summaries of one part of the conversations.
  public SummaryScore only(Split split) {
    return new SummaryScore(
        judged.stream().filter(each -> each.conversation().split() == split).toList());
  }

  public int facts() {
    return judged.stream().mapToInt(JudgedSummary::facts).sum();
  }

  public int found() {
    return judged.stream().mapToInt(JudgedSummary::found).sum();
  }

  /// Of all marked facts the share that the summaries tell, in [0, 1]; 1 if none is marked.
  public double recall() {
    return facts() == 0 ? 1 : (double) found() / facts();
  }

  /// Sentences of the longest summary; 0 if there is none.
  public int mostSentences() {
    return judged.stream().mapToInt(each -> each.sentences().size()).max().orElse(0);
  }
}
