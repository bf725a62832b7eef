package dev.keepsake.eval.report;

import org.jspecify.annotations.Nullable;

/// A file that was to be a run and is none. The message is one sentence.
public final class UnreadableRun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableRun(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
