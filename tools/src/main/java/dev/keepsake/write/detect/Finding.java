package dev.keepsake.write.detect;

/// What was found and where. Never carries any of the text.
///
/// @param start of what would have to be hidden, in the text as it was given
/// @param end of it, exclusive; greater than `start`
public record Finding(Detection detection, int start, int end) {
  /// @throws IllegalArgumentException if [start, end) is no stretch of a text
  public Finding {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("no stretch of a text: %d to %d".formatted(start, end));
    }
  }

  public Detection.Kind kind() {
    return detection.kind();
  }

  /// Of the detector that found it.
  public String rule() {
    return detection.rule();
  }
}
