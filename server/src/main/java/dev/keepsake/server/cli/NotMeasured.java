package dev.keepsake.server.cli;

/// An evaluation that could not be run, so that nothing is known about what it was to measure. The
/// message is one sentence.
final class NotMeasured extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMeasured(String message, Throwable cause) {
    super(message, cause);
  }
}
