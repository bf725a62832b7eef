package dev.keepsake.server;

import dev.keepsake.Keepsake;
import dev.keepsake.server.cli.Cli;
import dev.keepsake.server.cli.Doors;
import dev.keepsake.server.cli.Shell;
import dev.keepsake.server.config.Settings;

/// The composition root: which doors there are, and what they are made of.
public final class App implements Doors {
  private final Shell shell;

  public App(Shell shell) {
    this.shell = shell;
  }

  /// @return the exit code
  public int run(String... arguments) {
    return new Cli(shell, this).run(arguments);
  }

  @Override
  public void log(String level) {}

  @Override
  public int serve(Settings settings, Keepsake keepsake) {
    throw new IllegalStateException();
  }

  @Override
  public int mcp(Settings settings, Keepsake keepsake) {
    throw new IllegalStateException();
  }
}
