package dev.keepsake.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.dataset.MarkedConversations;
import dev.keepsake.eval.report.SummaryReport;
import dev.keepsake.eval.score.SummaryScore;
import dev.keepsake.summary.ExtractiveSummarizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Summaries by the model in the process, as `eval/decisions/0008-episode-summaries.md` tells.
class SummaryRunTest {
  private static SummaryScore score;

  @BeforeAll
  static void summarize_every_conversation(@TempDir Path folder) {
    try (var model = OnnxEmbedder.start(folder, OnnxSettings.defaults())) {
      var summarizer = new ExtractiveSummarizer(model, Duration.ofMinutes(1));
      score = new SummaryRun(summarizer).score(MarkedConversations.shipped());
    }
  }

  @Test
  void no_summary_has_more_than_five_sentences() {
    assertThat(score.judged()).hasSize(20).allMatch(each -> !each.sentences().isEmpty());
    assertThat(score.mostSentences()).isEqualTo(5);
  }

  /// Wanted are 0.70, which is not reached (eval/decisions/0008-episode-summaries.md): this holds
  /// what there is.
  @Test
  void no_fewer_of_the_marked_facts_are_told_than_before() {
    assertThat(score.recall()).isGreaterThanOrEqualTo(0.44);
  }

  @Test
  void misses_of_what_was_held_out_are_told_on_request_alone() {
    String tuned = new SummaryReport(score, Set.of(Split.TUNE)).markdown();
    String all = new SummaryReport(score, Set.of(Split.values())).markdown();

    assertThat(tuned)
        .startsWith("### Episode summaries\n\n| part |")
        .contains("### Conversations", "### Facts that the summaries do not tell (tune)");
    assertThat(all).contains("(held_out, tune)").hasSizeGreaterThan(tuned.length());
  }
}
