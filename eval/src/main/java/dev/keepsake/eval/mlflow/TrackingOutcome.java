package dev.keepsake.eval.mlflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What became of logging a run. No text of it holds a credential.
public sealed interface TrackingOutcome {
  /// What was changed or left out because MLflow does not take it: each a sentence without its full
  /// stop.
  List<String> notes();

  /// All of it was logged.
  ///
  /// @param run the address of the run's page, or its folder
  record Logged(String run, List<String> notes) implements TrackingOutcome {
    public Logged {
      notes = List.copyOf(notes);
    }
  }

  /// There is a run, and something of it is missing.
  ///
  /// @param run the address of the run's page, or its folder
  /// @param missing each part, and why; not empty
  /// @param copy the local folder of the run as a whole; empty if there is none, which `missing`
  ///   says then
  record Partly(String run, List<String> missing, List<String> notes, Optional<Path> copy)
      implements TrackingOutcome {
    public Partly {
      missing = List.copyOf(missing);
      notes = List.copyOf(notes);
    }
  }

  /// There is no run where one was wanted.
  ///
  /// @param copy the local folder of the run; empty if that failed too, which `reason` says then
  record NotLogged(String reason, List<String> notes, Optional<Path> copy)
      implements TrackingOutcome {
    public NotLogged {
      notes = List.copyOf(notes);
    }
  }
}
