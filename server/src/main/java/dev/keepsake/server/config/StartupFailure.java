package dev.keepsake.server.config;

/// The process can't do what it was started for. The message is one sentence that says why and what
/// to do.
public final class StartupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartupFailure(String message) {
    super(message);
  }

  public StartupFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
