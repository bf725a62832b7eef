package dev.keepsake.eval.mlflow;

/// A step that failed for a reason that can be shown as it is.
final class TrackingFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrackingFailure(String reason) {
    super(reason);
  }
}
