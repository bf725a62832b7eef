package dev.keepsake.eval.report;

import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.dataset.MarkedConversation;
import dev.keepsake.eval.dataset.MarkedConversation.Fact;
import dev.keepsake.eval.score.JudgedSummary;
import dev.keepsake.eval.score.SummaryScore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of `eval/decisions/0008-episode-summaries.md` as Markdown.
public final class SummaryReport {
  private final SummaryScore score;
  private final Set<Split> shown;

  /// @param shown the parts of which misses are told; nothing may be tuned on what was held out
  public SummaryReport(SummaryScore score, Set<Split> shown) {
    this.score = score;
    this.shown = Set.copyOf(shown);
  }

  /// All tables, each with its heading.
  public String markdown() {
    return section("Episode summaries", parts())
        + section("Conversations", conversations())
        + section("Facts that the summaries do not tell (%s)".formatted(names()), misses());
  }

  private String names() {
    return shown.stream().map(Split::wireName).sorted().collect(Collectors.joining(", "));
  }

  private String parts() {
    var table =
        new StringBuilder(
            "| part | conversations | most sentences | recall |\n|---|---|---|---|\n");
    Arrays.stream(Split.values())
        .forEach(split -> table.append(part(split.wireName(), score.only(split))));
    return table.append(part("all", score)).toString();
  }

  private static String part(String name, SummaryScore part) {
    return row(
        name,
        part.judged().size(),
        part.mostSentences(),
        share(part.recall(), part.found(), part.facts()));
  }

  private String conversations() {
    var table =
        new StringBuilder(
            "| conversation | language | split | sentences | facts found |\n"
                + "|---|---|---|---|---|\n");
    for (JudgedSummary each : score.judged()) {
      MarkedConversation of = each.conversation();
      table.append(
          row(
              of.id(),
              of.language(),
              of.split().wireName(),
              each.sentences().size(),
              each.found() + "/" + each.facts()));
    }
    return table.toString();
  }

  private String misses() {
    var table = new StringBuilder("| conversation | fact | text |\n|---|---|---|\n");
    for (JudgedSummary each : score.judged()) {
      if (shown.contains(each.conversation().split())) {
        for (Fact fact : each.missed()) {
          table.append(row(each.conversation().id(), fact.id(), fact.text()));
        }
      }
    }
    return table.toString();
  }

  private static String section(String heading, String table) {
    return "### " + heading + "\n\n" + table + "\n";
  }

  private static String row(Object... cells) {
    List<String> texts = Arrays.stream(cells).map(String::valueOf).toList();
    return "| " + String.join(" | ", texts) + " |\n";
  }

  private static String share(double share, int part, int whole) {
    return String.format(Locale.ROOT, "%.0f %% (%d/%d)", share * 100, part, whole);
  }
}
