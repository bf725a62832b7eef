package dev.keepsake.server.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Where a process runs: its data folder, its environment, and what stands before its command line.
///
/// @param wrapper words before the launcher's path, such as `sh -c … sh`; empty for none
record World(Path home, Map<String, String> environment, List<String> wrapper) {
  static final Path LAUNCHER =
      Path.of(System.getProperty("keepsake.root", "."), "keepsake").toAbsolutePath().normalize();

  World {
    environment = Map.copyOf(environment);
    wrapper = List.copyOf(wrapper);
  }

  /// A process that ended by itself.
  record Run(int exitCode, String out, String err) {}

  /// The limits on writes are off.
  static World of(Path home) {
    return new World(
        home,
        Map.of(
            "KEEPSAKE_USER", "ada",
            "KEEPSAKE_MEMORY_WRITE_RATE_PER_HOUR", "0",
            "KEEPSAKE_MEMORY_WRITE_RATE_PER_CONVERSATION", "0"),
        List.of());
  }

  World with(String variable, String value) {
    var more = new TreeMap<>(environment);
    more.put(variable, value);
    return new World(home, more, wrapper);
  }

  World behind(String... words) {
    return new World(home, environment, List.of(words));
  }

  World withoutWrapper() {
    return new World(home, environment, List.of());
  }

  Path database() {
    return home.resolve("keepsake.db");
  }

  ProcessBuilder command(String... arguments) {
    var command = new ArrayList<>(wrapper);
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("KEEPSAKE_"));
    builder.environment().put("KEEPSAKE_HOME", home.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  /// Runs a command to its end, for up to a minute.
  Run run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("keepsake", ".out");
    Path err = Files.createTempFile("keepsake", ".err");
    try {
      Process process =
          command(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("did not end within a minute: " + List.of(arguments));
      }
      return new Run(process.exitValue(), read(out), read(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }
}
