package dev.keepsake.server.warm;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How this program is started: its JVM, the options that the launcher gave it, its jars.
///
/// @param jar the one that `java -jar` is given; the others are in `lib` beside it
record Program(Path java, List<String> options, Path jar) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  Program {
    options = List.copyOf(options);
  }

  /// The running one.
  ///
  /// @throws NotPackagedException if it was not started from its jar
  static Program running() throws NotPackagedException {
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.endsWith(".jar") || !Files.isRegularFile(Path.of(classPath))) {
      throw new NotPackagedException();
    }
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.startsWith("-XX:AOT"))
            .toList();
    Path home = Path.of(System.getProperty("java.home", ""));
    return new Program(home.resolve("bin").resolve("java"), options, Path.of(classPath));
  }

  /// Says how to start it instead.
  static final class NotPackagedException extends Exception {
    private static final long serialVersionUID = 1;

    NotPackagedException() {
      super("A cache is recorded for packaged jars only: run it through the launcher.");
    }
  }

  /// All that the JVM compares with what it finds at a start.
  Jars jars() throws IOException {
    Path lib = jar.toAbsolutePath().resolveSibling("lib");
    try (Stream<Path> files = Files.list(lib)) {
      return Jars.at(jar, files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
    }
  }

  /// Whether the JVM can use `cache`: it is asked to end if it can't.
  boolean accepts(Path cache) throws IOException, InterruptedException {
    var command = command(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache), "--version");
    Process process =
        new ProcessBuilder(command).redirectOutput(DISCARD).redirectError(DISCARD).start();
    process.outputWriter().close();
    boolean ended = process.waitFor(PATIENCE);
    process.destroyForcibly();
    return ended && process.exitValue() == 0;
  }

  List<String> command(List<String> further, String... arguments) {
    var command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(further);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
