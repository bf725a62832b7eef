package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DetectorText;
import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.write.detect.Detection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A labelled text and what the detectors find in it.
public record JudgedText(DetectorText text, List<Detection> found) {
  public JudgedText {
    found = List.copyOf(found);
  }

  /// The labels that follow from what was found.
  public Set<Label> given() {
    return found.isEmpty()
        ? Set.of(Label.NONE)
        : found.stream()
            .map(detection -> Label.of(detection.kind()))
            .collect(Collectors.toUnmodifiableSet());
  }

  public boolean right() {
    return given().equals(text.labels());
  }
}
