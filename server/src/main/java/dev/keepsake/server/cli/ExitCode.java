package dev.keepsake.server.cli;

/// How a command ends. The launcher adds 3: it could not start one.
final class ExitCode {
  static final int DONE = 0;

  /// The call was refused, or failed while it ran.
  static final int FAILED = 1;

  /// It was asked wrongly: arguments or settings.
  static final int USAGE = 2;

  private ExitCode() {}
}
