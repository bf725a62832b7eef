package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.Observers;
import dev.keepsake.metric.Metrics;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.config.SettingsReader;
import dev.keepsake.server.console.Progress;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.server.observe.log.UserLabels;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/// What commands work with.
///
/// @param shell what the process was given
/// @param doors opened by the commands that serve
record Workbench(Shell shell, Doors doors) {

  /// @param options of the command line, by the name of the setting
  /// @throws dev.keepsake.server.config.InvalidSettings with everything that is wrong
  Settings settings(Map<String, String> options) {
    return new SettingsReader(shell.environment(), shell.osUser(), shell.userHome(), options)
        .read();
  }

  /// For commands that answer and end.
  Settings briefSettings(Map<String, String> options) {
    Settings settings = settings(options);
    doors.log(settings.quietLog().besideAnAnswer());
    return settings;
  }

  Keepsake open(Settings settings) {
    return open(settings, Metrics.NONE);
  }

  Keepsake open(Settings settings, Metrics metrics) {
    var users = UserLabels.of(settings.log(), settings.keepsake().home());
    return Keepsake.open(settings.keepsake(), shell.clock(), new Observers(metrics, users));
  }

  Terminal terminal() {
    return Terminal.of(
        shell.out(), shell.environment(), shell.interactive(), TerminalSize::columns);
  }

  /// A bar on stderr, if a person is there to see it.
  Progress progress() {
    var stderr =
        Terminal.of(shell.err(), shell.environment(), shell.interactive(), TerminalSize::columns);
    return Progress.on(stderr, shell.interactive());
  }

  PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  String correlationId() {
    return UUID.randomUUID().toString();
  }
}
