package dev.keepsake.server.cli;

/// An argument that is wrong in a way only its command knows. The message is one sentence.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
