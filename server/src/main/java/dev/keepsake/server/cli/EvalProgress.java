package dev.keepsake.server.cli;

import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.run.RunListener;
import dev.keepsake.server.console.Progress;

/// Shows how many cases of an evaluation are done.
record EvalProgress(Progress progress) implements RunListener {
  @Override
  public void begins(int done, int total) {
    progress.begin("Measuring", "cases", 1, total);
    progress.reached(done);
  }

  @Override
  public void observed(Observation one, int done) {
    progress.reached(done);
  }
}
