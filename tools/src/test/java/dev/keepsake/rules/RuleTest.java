package dev.keepsake.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.Embedder;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A memory in a folder of its own, without limits unless the test sets some.
abstract class RuleTest {
  @TempDir protected Path folder;
  protected SettableClock clock = new SettableClock();
  protected TestMemory memory;
  protected DatabaseFile database;

  @BeforeEach
  void open() throws IOException {
    Files.copy(EmptyStore.FILE, folder.resolve("keepsake.db"), StandardCopyOption.COPY_ATTRIBUTES);
    memory = openAnother();
    database = new DatabaseFile(folder);
  }

  /// Made once: what a new folder costs is not what these tests ask.
  private static final class EmptyStore {
    static final Path FILE = make();

    private static Path make() {
      try {
        Path made = Files.createTempDirectory("keepsake-empty");
        TestMemory.open(made).close();
        return made.resolve("keepsake.db");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @AfterEach
  void close() {
    memory.close();
  }

  /// Another process, as it were, on the same folder.
  protected TestMemory openAnother() {
    return openAnother(TestMemory.model());
  }

  protected TestMemory openAnother(Embedder embedder) {
    return openAnother(settings -> settings, embedder);
  }

  protected TestMemory openAnother(UnaryOperator<KeepsakeSettings> change, Embedder embedder) {
    return TestMemory.open(
        folder, settings -> change.apply(settings.with(RateLimits.OFF)), embedder, clock);
  }

  protected void reopen(UnaryOperator<KeepsakeSettings> change, Embedder embedder) {
    memory.close();
    memory = openAnother(change, embedder);
  }

  /// Calls a tool with arguments as they come in.
  protected ToolOutcome call(String tool, String json) {
    return memory.keepsake.tools().call(memory.caller(), new ToolCall(tool, json(json)));
  }

  protected static JsonNode json(String text) {
    try {
      return WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  protected Problem refused(String tool, String json) {
    return switch (call(tool, json)) {
      case ToolOutcome.Done(var output, var _) -> throw new AssertionError(json + ": " + output);
      case ToolOutcome.Failed(var problem) -> problem;
    };
  }

  protected static String action(ObjectNode answer) {
    return answer.get("action").asText();
  }

  protected static String id(ObjectNode answer) {
    return answer.get("memory_id").asText();
  }

  protected ObjectNode delete(String... ids) {
    return memory.done("delete_memory", "memory_ids", List.of(ids), "confirm", true);
  }

  protected void pass(Duration time) {
    clock.advance(time);
  }

  protected long memories() {
    return database.count("memory_items");
  }

  protected long events() {
    return database.count("memory_write_events");
  }
}
