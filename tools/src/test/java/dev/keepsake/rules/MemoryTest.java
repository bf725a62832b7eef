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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A memory of its own, without limits unless the test sets some.
abstract class MemoryTest {
  @TempDir protected Path folder;
  protected SettableClock clock = new SettableClock();
  protected TestMemory memory;
  protected TestDatabase database;

  abstract TestDatabase.Kind kind();

  @BeforeEach
  void open() {
    database = kind().make(folder);
    memory = openAnother();
  }

  @AfterEach
  void close() {
    if (memory != null) {
      memory.close();
    }
    if (database != null) {
      database.close();
    }
  }

  /// Another process, as it were, on the same database.
  protected TestMemory openAnother() {
    return openAnother(TestMemory.model());
  }

  protected TestMemory openAnother(Embedder embedder) {
    return openAnother(settings -> settings, embedder);
  }

  protected TestMemory openAnother(UnaryOperator<KeepsakeSettings> change, Embedder embedder) {
    return database.open(settings -> change.apply(settings.with(RateLimits.OFF)), embedder, clock);
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
