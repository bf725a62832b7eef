package dev.keepsake.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keepsake.server.App;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a command answered, run in this process with everything real but the streams.
record CommandRun(int exitCode, String out, String err) {

  /// A data folder and variables to run commands with.
  static final class Setup {
    private final Map<String, String> environment = new TreeMap<>();
    private byte[] input = new byte[0];

    Setup(Path home) {
      environment.put("KEEPSAKE_HOME", home.toString());
      environment.put("KEEPSAKE_USER", "ada");
    }

    Setup with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    Setup input(byte... bytes) {
      input = bytes;
      return this;
    }

    CommandRun run(String... arguments) {
      var out = new ByteArrayOutputStream();
      CommandRun run = runTo(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
      return new CommandRun(run.exitCode(), out.toString(StandardCharsets.UTF_8), run.err());
    }

    /// With a standard output that only its caller can read.
    CommandRun runTo(PrintStream out, String... arguments) {
      var err = new ByteArrayOutputStream();
      var shell =
          new Shell(
              environment,
              "ada",
              Path.of("/nonexistent"),
              new ByteArrayInputStream(input),
              out,
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false,
              InstantSource.system());
      int code = new App(shell).run(arguments);
      return new CommandRun(code, "", err.toString(StandardCharsets.UTF_8));
    }

    /// With `--json`; must succeed.
    JsonNode json(String... arguments) {
      var all = new java.util.ArrayList<>(List.of(arguments));
      all.add("--json");
      CommandRun run = run(all.toArray(String[]::new));
      if (run.exitCode() != 0) {
        throw new AssertionError(run.toString());
      }
      return run.json();
    }
  }

  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(out, e);
    }
  }
}
