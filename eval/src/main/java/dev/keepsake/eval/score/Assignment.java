package dev.keepsake.eval.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// Who gets whom, so that the sum of the weights is the greatest possible: the Hungarian method
/// with potentials, as of Jonker and Volgenant (1987), in time cubic in the larger side.
final class Assignment {
  private final int size;
  private final long[][] weights;
  private final long[] rowPotential;
  private final long[] columnPotential;
  private final int[] rowOf; // by column; 0 is nobody, and both count from 1

  private Assignment(long[][] weights, int columns) {
    this.weights = weights;
    this.size = Math.max(weights.length, columns);
    this.rowPotential = new long[size + 1];
    this.columnPotential = new long[size + 1];
    this.rowOf = new int[size + 1];
  }

  /// @param weights by row and column, all rows as long as `columns`; 0 or less is no match
  /// @return for every row its column, or empty
  static List<OptionalInt> best(long[][] weights, int columns) {
    var assignment = new Assignment(weights, columns);
    for (int row = 1; row <= assignment.size; row++) {
      assignment.place(row);
    }
    return assignment.columns();
  }

  /// Absent rows and columns cost nothing, as no match does.
  private long cost(int row, int column) {
    boolean there = row <= weights.length && column <= weights[row - 1].length;
    return there ? -Math.max(0, weights[row - 1][column - 1]) : 0;
  }

  private void place(int row) {
    long[] slack = new long[size + 1];
    int[] from = new int[size + 1];
    boolean[] visited = new boolean[size + 1];
    Arrays.fill(slack, Long.MAX_VALUE);
    rowOf[0] = row;
    int column = 0;
    while (rowOf[column] != 0) {
      visited[column] = true;
      column = step(column, slack, from, visited);
    }
    for (int at = column; at != 0; at = from[at]) {
      rowOf[at] = rowOf[from[at]];
    }
  }

  /// The nearest column that was not visited, after the potentials moved there.
  private int step(int column, long[] slack, int[] from, boolean[] visited) {
    int row = rowOf[column];
    int next = 0;
    long least = Long.MAX_VALUE;
    for (int other = 1; other <= size; other++) {
      if (visited[other]) {
        continue;
      }
      long reduced = cost(row, other) - rowPotential[row] - columnPotential[other];
      if (reduced < slack[other]) {
        slack[other] = reduced;
        from[other] = column;
      }
      if (slack[other] < least) {
        least = slack[other];
        next = other;
      }
    }
    move(least, slack, visited);
    return next;
  }

  private void move(long by, long[] slack, boolean[] visited) {
    for (int column = 0; column <= size; column++) {
      if (visited[column]) {
        rowPotential[rowOf[column]] += by;
        columnPotential[column] -= by;
      } else if (column > 0) {
        slack[column] -= by;
      }
    }
  }

  private List<OptionalInt> columns() {
    var columnOf = new ArrayList<>(Collections.nCopies(weights.length, OptionalInt.empty()));
    for (int column = 1; column <= size; column++) {
      int row = rowOf[column];
      if (row <= weights.length && cost(row, column) < 0) {
        columnOf.set(row - 1, OptionalInt.of(column - 1));
      }
    }
    return List.copyOf(columnOf);
  }
}
