package dev.keepsake.store.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What a program printed, its complaints included, and whether it succeeded.
record Command(boolean succeeded, String output) {

  static Command run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Command(process.onExit().join().exitValue() == 0, output.strip());
  }
}
