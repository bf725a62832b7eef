package dev.keepsake.server.warm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One recorded life of `keepsake mcp`, with a data folder that is thrown away: greeted, asked for
/// its tools, a memory saved and found, ended by the end of its input. Then the JVM makes a cache
/// of what it saw. Two processes, since the JVM's way of doing both in one hands its arguments on
/// in a variable, which a path with a space does not survive everywhere.
final class Recording {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// What a client sends, and whether it waits for an answer. Twice the same kind of call, since
  /// the second goes another way.
  private static final List<String> DIALOGUE =
      List.of(
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
          "capabilities":{},"clientInfo":{"name":"keepsake-warm","version":"1"}}}\
          """,
          """
          {"jsonrpc":"2.0","method":"notifications/initialized"}\
          """,
          """
          {"jsonrpc":"2.0","id":2,"method":"tools/list"}\
          """,
          save(3, "Ada prefers green tea in the morning."),
          save(4, "The release is planned for the second week of May 2027."),
          save(5, "The release is planned for the second week of June 2027."),
          query(6, "What does Ada drink?"),
          query(7, "When is the release?"),
          """
          {"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"query_memory",\
          "arguments":{}}}\
          """);

  private final Program program;
  private final Path folder;

  /// @param folder for everything that comes up; to be removed afterwards
  Recording(Program program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  private static String save(int id, String content) {
    return """
    {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"save_memory","arguments":\
    {"content":"%s","memory_type":"fact","confidence":0.9}}}\
    """
        .formatted(id, content);
  }

  private static String query(int id, String text) {
    return """
    {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"query_memory","arguments":\
    {"query":"%s"}}}\
    """
        .formatted(id, text);
  }

  /// @param cache what the file is to be called
  /// @return the cache, in the folder
  Path make(String cache) throws IOException, InterruptedException, FailedException {
    Path seen = folder.resolve("seen.aotconf");
    Path made = folder.resolve(cache);
    live(
        start(
            "record",
            program.command(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + seen), "mcp")));
    require("record", seen);
    end(
        "create",
        start(
            "create",
            program.command(
                List.of(
                    "-XX:AOTMode=create",
                    "-XX:AOTConfiguration=" + seen,
                    "-XX:AOTCache=" + made))));
    require("create", made);
    return made;
  }

  private Process start(String step, List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectError(log(step).toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KEEPSAKE_"));
    environment.put("KEEPSAKE_HOME", folder.resolve("home").toString());
    environment.put("KEEPSAKE_USER", "warm");
    Process process = builder.start();
    // whoever ends this process ends what it started
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-" + step));
    return process;
  }

  private Path log(String step) {
    return folder.resolve(step + ".log");
  }

  private void live(Process process) throws IOException, InterruptedException, FailedException {
    Thread.ofVirtual().start(() -> endLate(process));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
        for (String message : DIALOGUE) {
          in.write(message + "\n");
          in.flush();
          if (message.contains("\"id\":")) {
            requireSuccess(out.readLine());
          }
        }
      }
      out.lines().forEach(_ -> {}); // none: until it ends
    }
    end("record", process);
  }

  private static void endLate(Process process) {
    try {
      if (!process.waitFor(PATIENCE)) {
        process.destroyForcibly(); // which the other side sees as the end of the answers
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireSuccess(@Nullable String answer) throws IOException, FailedException {
    if (answer == null || !answer.contains("\"result\":") || answer.contains("\"isError\":true")) {
      throw new FailedException("a call failed while it was recorded: " + answer, tail("record"));
    }
  }

  private void end(String step, Process process)
      throws IOException, InterruptedException, FailedException {
    if (!process.waitFor(PATIENCE)) {
      process.destroyForcibly().waitFor();
      throw new FailedException(step + " did not end within " + PATIENCE.toSeconds() + " s", "");
    }
    if (process.exitValue() != 0) {
      throw new FailedException(step + " ended with " + process.exitValue(), tail(step));
    }
  }

  /// Some JVMs know the options and make nothing.
  private void require(String step, Path file) throws IOException, FailedException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      throw new FailedException(step + " made nothing", tail(step));
    }
  }

  private String tail(String step) throws IOException {
    List<String> lines =
        Files.readString(log(step), StandardCharsets.ISO_8859_1)
            .lines()
            .filter(l -> !l.isBlank())
            .toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }

  /// No cache came of it.
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    FailedException(String what, String lastLine) {
      super(lastLine.isEmpty() ? what : what + " (" + lastLine + ")");
    }
  }
}
