package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.server.config.Settings;

/// The ways in that stay open after the command that opened them. Each returns when its door is
/// closed.
public interface Doors {

  /// HTTP, until the process is told to end.
  ///
  /// @return the exit code
  int serve(Settings settings, Keepsake keepsake);

  /// MCP over standard input and output, until the input ends.
  ///
  /// @return the exit code
  int mcp(Settings settings, Keepsake keepsake);

  /// Sets how much is logged; before anything else logs.
  void log(String level);
}
