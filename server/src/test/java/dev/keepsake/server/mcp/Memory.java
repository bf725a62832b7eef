package dev.keepsake.server.mcp;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The real memory behind the door, with other times, and a process that serves it over stdio.
final class Memory {
  static final UserName ADA = new UserName("ada");

  private Memory() {}

  static Keepsake open(Path home) {
    return Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system());
  }

  static McpService service(Keepsake keepsake, Duration patience) {
    McpService real = McpService.of(keepsake);
    return new McpService(
        real.tools(),
        real.views(),
        real.texts(),
        real.local(),
        real.ids(),
        real.activity(),
        new McpTimes(patience, Duration.ofMillis(100), Duration.ofMillis(50)));
  }

  /// @param arguments the data folder and the patience in milliseconds
  public static void main(String[] arguments) {
    try (var keepsake = open(Path.of(arguments[0]))) {
      var patience = Duration.ofMillis(Long.parseLong(arguments[1]));
      StdioDoor.serve(
          service(keepsake, patience), () -> {}, Optional.of(ADA), System.in, System.out);
    }
  }
}
