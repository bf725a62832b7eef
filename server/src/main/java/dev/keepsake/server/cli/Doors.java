package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.eval.run.ServerUnderTest;
import dev.keepsake.metric.Metrics;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.observe.log.LogSettings;

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

  /// Sets what is logged and where to; before anything else logs.
  ///
  /// @throws dev.keepsake.server.config.StartupFailure if the log's file can't be written
  void log(LogSettings settings);

  /// What a Keepsake that is served over HTTP reports to.
  Metrics metrics();

  /// HTTP for the stores of an evaluation; for commands that answer and end.
  ServerUnderTest serverUnderTest();
}
