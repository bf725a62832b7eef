package dev.keepsake.memory;

/// How much a statement matters to its user, in [0, 1]; 0.5 where nobody said.
public record Importance(double value) implements Comparable<Importance> {

  /// @throws IllegalArgumentException if `value` is NaN or outside [0, 1]
  public Importance {
    if (!(value >= 0.0 && value <= 1.0)) { // the negated form also catches NaN
      throw new IllegalArgumentException("importance outside [0, 1]: " + value);
    }
    value += 0.0; // no negative zero: a database gives it back as zero
  }

  @Override
  public int compareTo(Importance other) {
    return Double.compare(value, other.value);
  }
}
