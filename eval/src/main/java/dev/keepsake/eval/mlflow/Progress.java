package dev.keepsake.eval.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a run has come on a server: written by the thread that logs, read by the one that waits
/// for it no longer than it may. Guarded by itself; once closed it does not change.
final class Progress {
  private final List<String> outstanding = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<String> run = Optional.empty();
  private Optional<String> refusal = Optional.empty();
  private boolean closed;

  /// There is a run now.
  ///
  /// @param address of its page
  /// @param parts what is to be logged
  synchronized void begun(String address, List<String> parts) {
    if (!closed) {
      run = Optional.of(address);
      outstanding.addAll(parts);
    }
  }

  /// Before there was a run.
  synchronized void refused(String reason) {
    if (!closed) {
      refusal = Optional.of(reason);
    }
  }

  synchronized void done(String part) {
    if (!closed) {
      outstanding.remove(part);
    }
  }

  synchronized void failed(String part, String reason) {
    if (!closed) {
      outstanding.remove(part);
      missing.add(part + ": " + reason);
    }
  }

  synchronized void note(String note) {
    if (!closed) {
      notes.add(note);
    }
  }

  /// @param reason why what is outstanding stays so
  synchronized void close(String reason) {
    if (run.isEmpty() && refusal.isEmpty()) {
      refused(reason);
    }
    List.copyOf(outstanding).forEach(part -> failed(part, reason));
    closed = true;
  }

  synchronized Optional<String> run() {
    return run;
  }

  /// Why there is no run.
  synchronized String refusal() {
    return refusal.orElse("");
  }

  synchronized List<String> missing() {
    return List.copyOf(missing);
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }
}
