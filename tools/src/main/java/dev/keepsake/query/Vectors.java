package dev.keepsake.query;

import dev.keepsake.embed.Embedding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Vectors of one dimension, each belonging to a text ("slot"); a long text has several. Not
/// thread-safe.
///
/// They lie in blocks with an array for each dimension, so that a search runs along arrays of
/// consecutive rows: the JIT compiles that to vector instructions, which it may not do with the sum
/// over one vector (see `VectorsBenchmark`).
final class Vectors {
  private static final int FREE = -1;
  private static final int SMALLEST = 16;

  /// Rows of a full block: its sums stay in the first-level cache.
  private static final int LARGEST = 1024;

  private final int dimension;
  private final List<Block> blocks = new ArrayList<>();
  private final ArrayDeque<Place> free = new ArrayDeque<>();

  private record Place(Block block, int row) {}

  private static final class Block {
    float[][] columns;
    int[] slots;
    int rows;

    Block(int dimension) {
      columns = new float[dimension][SMALLEST];
      slots = new int[SMALLEST];
    }

    boolean full() {
      return rows == LARGEST;
    }

    int nextRow() {
      if (rows == slots.length) {
        int grown = Math.min(LARGEST, rows * 4);
        columns = Arrays.stream(columns).map(c -> Arrays.copyOf(c, grown)).toArray(float[][]::new);
        slots = Arrays.copyOf(slots, grown);
      }
      return rows++;
    }
  }

  Vectors(int dimension) {
    this.dimension = dimension;
  }

  void add(int slot, Embedding vector) {
    Place place = free.isEmpty() ? next() : free.pop();
    float[] values = vector.toArray();
    for (int d = 0; d < dimension; d++) {
      place.block().columns[d][place.row()] = values[d];
    }
    place.block().slots[place.row()] = slot;
  }

  private Place next() {
    if (blocks.isEmpty() || blocks.getLast().full()) {
      blocks.add(new Block(dimension));
    }
    Block last = blocks.getLast();
    return new Place(last, last.nextRow());
  }

  void remove(int slot) {
    for (Block block : blocks) {
      for (int row = 0; row < block.rows; row++) {
        if (block.slots[row] == slot) {
          block.slots[row] = FREE;
          free.push(new Place(block, row));
        }
      }
    }
  }

  /// The cosine similarity of each text to `query`, the best of its vectors; NaN for a text without
  /// one.
  ///
  /// @param slots one more than the highest slot
  double[] cosines(Embedding query, int slots) {
    float[] values = query.toArray();
    double[] cosines = new double[slots];
    Arrays.fill(cosines, Double.NaN);
    for (Block block : blocks) {
      float[] sums = products(values, block);
      for (int row = 0; row < block.rows; row++) {
        int slot = block.slots[row];
        if (slot != FREE && !(cosines[slot] >= sums[row])) { // the negated form also replaces NaN
          cosines[slot] = sums[row];
        }
      }
    }
    return cosines;
  }

  private float[] products(float[] query, Block block) {
    float[] sums = new float[block.slots.length];
    int d = 0;
    for (; d + 3 < dimension; d += 4) {
      addFour(query, d, block.columns, sums);
    }
    for (; d < dimension; d++) {
      addOne(query[d], block.columns[d], sums);
    }
    return sums;
  }

  private static void addFour(float[] query, int d, float[][] columns, float[] sums) {
    float a = query[d];
    float b = query[d + 1];
    float c = query[d + 2];
    float e = query[d + 3];
    float[] as = columns[d];
    float[] bs = columns[d + 1];
    float[] cs = columns[d + 2];
    float[] es = columns[d + 3];
    for (int row = 0; row < sums.length; row++) {
      sums[row] += a * as[row] + b * bs[row] + c * cs[row] + e * es[row];
    }
  }

  private static void addOne(float factor, float[] column, float[] sums) {
    for (int row = 0; row < sums.length; row++) {
      sums[row] += factor * column[row];
    }
  }
}
