package dev.keepsake.eval.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Cuts what is logged into requests that MLflow takes: 100 parameters, 100 tags or 1000 metrics in
/// each, and no request over 1,000,000 characters.
final class Batches {
  static final int TEXTS = 100;
  static final int METRICS = 1000;

  /// A character becomes six at most, as `\\uXXXX`.
  private static final int MOST_CHARACTERS = 150_000;

  private Batches() {}

  /// @param most in a batch
  /// @param characters of one entry
  static <E> List<List<E>> of(List<E> entries, int most, ToIntFunction<E> characters) {
    var batches = new ArrayList<List<E>>();
    var batch = new ArrayList<E>();
    int size = 0;
    for (E entry : entries) {
      int more = characters.applyAsInt(entry);
      if (!batch.isEmpty() && (batch.size() == most || size + more > MOST_CHARACTERS)) {
        batches.add(List.copyOf(batch));
        batch.clear();
        size = 0;
      }
      batch.add(entry);
      size += more;
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
