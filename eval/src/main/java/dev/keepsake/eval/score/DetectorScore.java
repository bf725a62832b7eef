package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DetectorText;
import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.write.detect.Detection.Kind;
import dev.keepsake.write.detect.Detectors;
import dev.keepsake.write.detect.Finding;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Labelled texts judged by the detectors, and the figures that follow.
///
/// @param judged every text once
public record DetectorScore(List<JudgedText> judged) {
  public DetectorScore {
    judged = List.copyOf(judged);
  }

  /// How one class of texts is judged.
  public record OfClass(Label label, String kind, int texts, int right) {}

  /// Judges each text once.
  public static DetectorScore of(List<DetectorText> texts, Detectors detectors) {
    return new DetectorScore(texts.stream().map(text -> judged(text, detectors)).toList());
  }

  private static JudgedText judged(DetectorText text, Detectors detectors) {
    return new JudgedText(
        text,
        detectors.find(text.text(), EnumSet.allOf(Kind.class)).stream()
            .map(Finding::detection)
            .distinct()
            .toList());
  }

  /// The same judgements of one part of the texts.
  public DetectorScore only(Split split) {
    return new DetectorScore(judged.stream().filter(text -> text.text().split() == split).toList());
  }

  public DetectorFigures figures(Label label) {
    List<JudgedText> having = having(label);
    return new DetectorFigures(
        label,
        having.size(),
        (int) having.stream().filter(text -> text.given().contains(label)).count(),
        (int) judged.stream().filter(text -> text.given().contains(label)).count());
  }

  private List<JudgedText> having(Label label) {
    return judged.stream().filter(text -> text.text().labels().contains(label)).toList();
  }

  /// By label, then by class.
  public List<OfClass> byClass() {
    return Arrays.stream(Label.values()).flatMap(label -> classes(label).stream()).toList();
  }

  private List<OfClass> classes(Label label) {
    Map<String, List<JudgedText>> kinds =
        having(label).stream()
            .collect(
                Collectors.groupingBy(
                    text -> text.text().kind(), TreeMap::new, Collectors.toList()));
    return kinds.entrySet().stream()
        .map(kind ->
            new OfClass(
                label,
                kind.getKey(),
                kind.getValue().size(),
                (int) kind.getValue().stream().filter(JudgedText::right).count()))
        .toList();
  }

  /// The texts to which the detectors give other labels.
  public List<JudgedText> misses() {
    return judged.stream().filter(text -> !text.right()).toList();
  }
}
