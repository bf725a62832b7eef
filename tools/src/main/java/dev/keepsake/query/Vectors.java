package dev.keepsake.query;

import dev.keepsake.embed.Embedding;
import java.util.ArrayDeque;
import java.util.Arrays;

/// Vectors of one dimension in one array, each belonging to a text ("slot"); a long text has
/// several. Not thread-safe.
final class Vectors {
  private static final int FREE = -1;

  private final int dimension;
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private float[] values = new float[0];
  private int[] slotOfRow = new int[0];
  private int rows;

  Vectors(int dimension) {
    this.dimension = dimension;
  }

  void add(int slot, Embedding vector) {
    int row = free.isEmpty() ? rows++ : free.pop();
    if (rows > slotOfRow.length) {
      int grown = Math.max(16, slotOfRow.length + (slotOfRow.length >> 1));
      values = Arrays.copyOf(values, grown * dimension);
      slotOfRow = Arrays.copyOf(slotOfRow, grown);
    }
    System.arraycopy(vector.toArray(), 0, values, row * dimension, dimension);
    slotOfRow[row] = slot;
  }

  void remove(int slot) {
    for (int row = 0; row < rows; row++) {
      if (slotOfRow[row] == slot) {
        slotOfRow[row] = FREE;
        free.push(row);
      }
    }
  }

  /// The cosine similarity of each text to `query`, the best of its vectors; NaN for a text without
  /// one.
  ///
  /// @param slots one more than the highest slot
  double[] cosines(Embedding query, int slots) {
    float[] q = query.toArray();
    double[] cosines = new double[slots];
    Arrays.fill(cosines, Double.NaN);
    for (int row = 0; row < rows; row++) {
      int slot = slotOfRow[row];
      if (slot != FREE) {
        double cosine = dot(q, row * dimension);
        if (!(cosines[slot] >= cosine)) { // NaN too
          cosines[slot] = cosine;
        }
      }
    }
    return cosines;
  }

  /// Four sums at once: one alone would wait for each addition.
  private double dot(float[] q, int offset) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < q.length; i += 4) {
      a += q[i] * values[offset + i];
      b += q[i + 1] * values[offset + i + 1];
      c += q[i + 2] * values[offset + i + 2];
      d += q[i + 3] * values[offset + i + 3];
    }
    for (; i < q.length; i++) {
      a += q[i] * values[offset + i];
    }
    return (double) (a + b) + (c + d);
  }
}
