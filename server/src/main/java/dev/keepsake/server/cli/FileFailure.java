package dev.keepsake.server.cli;

/// A file that a command was to write and could not. The message is one sentence.
final class FileFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FileFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
