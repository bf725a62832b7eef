package dev.keepsake.memory;

/// Cosine similarity of two embeddings, in [-1, 1]; 1 is the same direction. Never a distance.
public record Similarity(double value) implements Comparable<Similarity> {

  /// @throws IllegalArgumentException if `value` is NaN or outside [-1, 1]
  public Similarity {
    if (!(value >= -1.0 && value <= 1.0)) { // the negated form also catches NaN
      throw new IllegalArgumentException("similarity outside [-1, 1]: " + value);
    }
  }

  /// For a computed cosine, which may overshoot by rounding, by at most 1e-5 with 32-bit
  /// components.
  public static Similarity ofComputed(double cosine) {
    return new Similarity(Math.abs(cosine) - 1.0 <= 1e-5 ? Math.clamp(cosine, -1.0, 1.0) : cosine);
  }

  public boolean over(Similarity floor) {
    return value > floor.value;
  }

  public boolean atLeast(Similarity floor) {
    return value >= floor.value;
  }

  @Override
  public int compareTo(Similarity other) {
    return Double.compare(value, other.value);
  }
}
