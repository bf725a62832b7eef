package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DetectorText;
import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.write.detect.Detectors;
import java.util.Arrays;
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
    return new DetectorScore(
        texts.stream().map(text -> new JudgedText(text, detectors.find(text.text()))).toList());
  }

  /// The same judgements of one part of the texts.
  public DetectorScore only(Split split) {
    return new DetectorScore(judged.stream().filter(text -> text.text().split() == split).toList());
  }

  public DetectorFigures figures(Label label) {
    List<JudgedText> having = judged.stream().filter(text -> text.text().label() == label).toList();
    return new DetectorFigures(
        label,
        having.size(),
        (int) having.stream().filter(JudgedText::right).count(),
        (int) judged.stream().filter(text -> text.given() == label).count());
  }

  /// By label, then by class.
  public List<OfClass> byClass() {
    return Arrays.stream(Label.values()).flatMap(label -> classes(label).stream()).toList();
  }

  private List<OfClass> classes(Label label) {
    Map<String, List<JudgedText>> kinds =
        judged.stream()
            .filter(text -> text.text().label() == label)
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

  /// The texts to which the detectors give another label.
  public List<JudgedText> misses() {
    return judged.stream().filter(text -> !text.right()).toList();
  }
}
