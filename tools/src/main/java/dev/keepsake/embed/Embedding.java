package dev.keepsake.embed;

import java.util.Arrays;

/// A direction in a model's space: a vector of length 1, whose values are all finite. Immutable.
/// Which space it belongs to is said by its holder, see [EmbeddedText].
public final class Embedding {
  /// What a unit vector's length may be off by after a round trip through 32-bit storage.
  private static final double STORED_LENGTH_TOLERANCE = 1e-3;

  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /// The direction of `values`, brought to length 1.
  ///
  /// @throws IllegalArgumentException if it has no direction: empty, all zero, NaN or infinite
  public static Embedding of(float[] values) {
    double length = length(values);
    if (length == 0) {
      throw new IllegalArgumentException("a vector of zeros has no direction");
    }
    float[] unit = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      unit[i] = (float) (values[i] / length);
    }
    return new Embedding(unit);
  }

  /// A vector read back from where an embedding was stored; kept bit for bit, so that it equals the
  /// one that was written.
  ///
  /// @throws IllegalArgumentException if it cannot have been an embedding: its length is not 1
  public static Embedding ofStored(float[] values) {
    double length = length(values);
    if (Math.abs(length - 1) > STORED_LENGTH_TOLERANCE) {
      throw new IllegalArgumentException("a stored embedding has length 1, this one " + length);
    }
    return new Embedding(values.clone());
  }

  private static double length(float[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a vector needs at least one dimension");
    }
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    if (!Double.isFinite(squares)) {
      throw new IllegalArgumentException("a vector holds finite numbers only");
    }
    return Math.sqrt(squares);
  }

  public int dimension() {
    return values.length;
  }

  /// A copy.
  public float[] toArray() {
    return values.clone();
  }

  /// Cosine similarity, in [-1, 1]; 1 is the same direction.
  ///
  /// @throws IllegalArgumentException if `other` has another dimension
  public double cosine(Embedding other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "vectors of %d and %d dimensions cannot be compared"
              .formatted(values.length, other.values.length));
    }
    double dot = 0;
    for (int i = 0; i < values.length; i++) {
      dot += (double) values[i] * other.values[i];
    }
    return Math.clamp(dot, -1.0, 1.0); // rounding may overshoot by some 1e-7
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[dimension=" + values.length + "]";
  }
}
