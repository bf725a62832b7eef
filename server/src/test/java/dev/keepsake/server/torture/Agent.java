package dev.keepsake.server.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.bench.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process `keepsake mcp` and the client that started it. Thread-safe.
final class Agent implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 50;

  private final Process process;
  private final Wire wire;
  private final Path err;

  /// A memory as `query_memory` lists it.
  record Listed(String id, String content) {}

  /// What a call was answered.
  ///
  /// @param body the structured content: what the tool answers, or a problem
  record Answer(boolean isError, JsonNode body) {
    /// `created`, say; `failed` of a problem; empty where there is none.
    String action() {
      return body.path("action").asText();
    }

    String memoryId() {
      return body.path("memory_id").asText();
    }
  }

  private Agent(Process process, Path err) {
    this.process = process;
    this.wire = new Wire(process);
    this.err = err;
  }

  /// Starts a process and does not wait for it.
  static Agent start(World world) throws IOException {
    Path err = Files.createTempFile("keepsake-mcp", ".err");
    return new Agent(world.command("mcp").redirectError(err.toFile()).start(), err);
  }

  static Agent started(World world) throws IOException {
    Agent agent = start(world);
    agent.initialize();
    return agent;
  }

  void initialize() {
    wire.initialize();
  }

  Process process() {
    return process;
  }

  /// @return empty if the process ended before it had answered
  Optional<Answer> trySave(String content) {
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("memory_type", "fact").put("confidence", 0.9).put("content", content);
    return call("save_memory", arguments);
  }

  Answer save(String content) {
    return answered(trySave(content));
  }

  private static Answer answered(Optional<Answer> answer) {
    return answer.orElseThrow(() -> new IllegalStateException("the process ended"));
  }

  /// Everything that is active, newest first.
  List<Listed> list() {
    var all = new ArrayList<Listed>();
    ObjectNode arguments = JSON.createObjectNode().put("limit", PAGE);
    while (true) {
      JsonNode page = answered(call("query_memory", arguments)).body();
      page.path("memories")
          .forEach(m -> all.add(new Listed(m.path("id").asText(), m.path("content").asText())));
      String cursor = page.path("next_cursor").asText();
      if (cursor.isEmpty()) {
        return all;
      }
      arguments.put("cursor", cursor);
    }
  }

  private Optional<Answer> call(String tool, ObjectNode arguments) {
    String params =
        JSON.createObjectNode().put("name", tool).set("arguments", arguments).toString();
    String line;
    try {
      line = wire.ask("tools/call", params);
    } catch (IllegalStateException | UncheckedIOException e) {
      if (process.isAlive() && !endsSoon()) {
        throw e;
      }
      return Optional.empty();
    }
    try {
      JsonNode result = JSON.readTree(line).path("result");
      return Optional.of(
          new Answer(result.path("isError").asBoolean(), result.path("structuredContent")));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // cut off: the client was told nothing
    }
  }

  /// Its streams close a moment before the process is gone.
  private boolean endsSoon() {
    try {
      return process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// SIGKILL, and waits for the end.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Ends its input.
  ///
  /// @return the exit code
  int end() throws IOException {
    try {
      wire.close();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
    return process.onExit().join().exitValue();
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() throws IOException {
    end();
    Files.deleteIfExists(err);
  }
}
