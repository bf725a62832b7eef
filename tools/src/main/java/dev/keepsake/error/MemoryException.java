package dev.keepsake.error;

/// The only exception that crosses a package boundary. Carries a code; the message is written for
/// the caller.
public final class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public MemoryException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public MemoryException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
