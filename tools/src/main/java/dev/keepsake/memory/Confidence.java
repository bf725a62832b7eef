package dev.keepsake.memory;

/// How sure the writer is that a statement is true, in [0, 1]. Stated by the caller, never computed
/// here.
public record Confidence(double value) implements Comparable<Confidence> {

  /// @throws IllegalArgumentException if `value` is NaN or outside [0, 1]
  public Confidence {
    if (!(value >= 0.0 && value <= 1.0)) { // the negated form also catches NaN
      throw new IllegalArgumentException("confidence outside [0, 1]: " + value);
    }
    value += 0.0; // no negative zero: a database gives it back as zero
  }

  public boolean atLeast(Confidence floor) {
    return value >= floor.value;
  }

  @Override
  public int compareTo(Confidence other) {
    return Double.compare(value, other.value);
  }
}
