package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DetectorText;
import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.write.detect.Detection;
import java.util.Optional;

/// A labelled text and what the detectors find in it.
public record JudgedText(DetectorText text, Optional<Detection> found) {

  /// The label that follows from what was found.
  public Label given() {
    return found
        .map(detection ->
            switch (detection.kind()) {
              case SECRET -> Label.SECRET;
              case INJECTION -> Label.INJECTION;
            })
        .orElse(Label.NONE);
  }

  public boolean right() {
    return given() == text.label();
  }
}
