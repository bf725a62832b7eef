package dev.keepsake.embed.onnx;

/// Why the model cannot be loaded.
final class ModelLoadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// @param reason one sentence for the operator: what was wrong and what to do
  ModelLoadException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
