package dev.keepsake.eval.report;

import dev.keepsake.eval.dataset.DetectorText;
import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.score.DetectorFigures;
import dev.keepsake.eval.score.DetectorScore;
import dev.keepsake.eval.score.DetectorScore.OfClass;
import dev.keepsake.eval.score.JudgedText;
import dev.keepsake.write.detect.Detection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The tables of `eval/decisions/0006-detectors.md` as Markdown.
public final class DetectorReport {
  private final DetectorScore score;

  public DetectorReport(DetectorScore score) {
    this.score = score;
  }

  /// All tables, each with its heading.
  public String markdown() {
    return Arrays.stream(Split.values()).map(this::figures).collect(Collectors.joining())
        + section("Classes", byClass())
        + section("Texts that the detectors label otherwise", misses());
  }

  private String figures(Split split) {
    DetectorScore part = score.only(split);
    var table = new StringBuilder("| label | precision | recall |\n|---|---|---|\n");
    for (Label label : Label.values()) {
      DetectorFigures at = part.figures(label);
      table.append(
          row(
              label.wireName(),
              share(at.precision(), at.found(), at.claimed()),
              share(at.recall(), at.found(), at.texts())));
    }
    String heading = "%s, %d texts".formatted(split.wireName(), part.judged().size());
    return section("Detectors (" + heading + ")", table.toString());
  }

  private String byClass() {
    var table = new StringBuilder("| label | class | texts | right |\n|---|---|---|---|\n");
    for (OfClass each : score.byClass()) {
      table.append(row(each.label().wireName(), each.kind(), each.texts(), each.right()));
    }
    return table.toString();
  }

  private String misses() {
    var table = new StringBuilder("| id | split | label | found | text |\n|---|---|---|---|---|\n");
    for (JudgedText each : score.misses()) {
      table.append(
          row(
              each.text().id(),
              each.text().split().wireName(),
              DetectorText.written(each.text().labels()),
              each.found().isEmpty() ? "nothing" : names(each.found()),
              each.text().text().replace("\n", " ").replace("|", "\\|")));
    }
    return table.toString();
  }

  private static String names(List<Detection> found) {
    return found.stream().map(Detection::name).collect(Collectors.joining(", "));
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
