package dev.keepsake.eval.run;

import dev.keepsake.eval.observe.Observation;

/// Is told how far a run is, by one thread.
public interface RunListener {
  /// @param done cases that an interrupted run had observed already
  void begins(int done, int total);

  /// @param done all cases that are observed by now
  void observed(Observation one, int done);
}
