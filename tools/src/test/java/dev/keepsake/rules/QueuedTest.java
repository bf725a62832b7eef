package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.Embedder;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.write.WriteMode;
import dev.keepsake.write.WriteReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Memories whose writes are accepted before they are decided, without limits unless the test sets
/// some.
abstract class QueuedTest extends RuleTest {
  protected static final String TEA = "The user likes green tea";
  protected static final String CELLO = "The user plays the cello";
  protected static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  protected final HeldEmbedder model = new HeldEmbedder();
  private final List<TestMemory> servers = new ArrayList<>();

  @BeforeEach
  void queue() {
    memory.close();
    memory = server(model);
  }

  @Override
  @AfterEach
  void close() {
    servers.forEach(TestMemory::close);
    super.close();
  }

  /// Another server, as it were, on the same database.
  protected TestMemory server(Embedder embedder) {
    return server(settings -> settings, embedder, Optional.empty());
  }

  protected TestMemory server(
      UnaryOperator<KeepsakeSettings> change, Embedder embedder, Optional<WriteLimiter> limiter) {
    KeepsakeSettings base = KeepsakeSettings.defaults(folder).with(RateLimits.OFF);
    var server =
        TestMemory.over(
            database.openStore(clock),
            change.apply(base.with(base.write().with(WriteMode.QUEUED))),
            new KeepsakeParts(
                embedder,
                new KeepsakeParts(embedder, TestMemory.IDS, clock).others(),
                TestMemory.IDS,
                clock,
                limiter),
            clock,
            Observers.none());
    servers.add(server);
    return server;
  }

  protected static KeepsakeSettings inline(KeepsakeSettings settings) {
    return settings.with(settings.write().with(WriteMode.INLINE));
  }

  /// @return the id of the write
  protected String queued(String content, Object... more) {
    ObjectNode answer = memory.save(content, more);
    assertThat(action(answer)).isEqualTo("queued");
    return answer.get("write_id").asText();
  }

  protected String created(String content, Object... more) {
    String id = queued(content, more);
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isPositive();
    assertThat(outcome(id)).isEqualTo("created");
    return id;
  }

  /// The problem of a save of which the writer is sure.
  protected Problem unsaved(String content, String argument, String value) {
    return memory.refused(
        "save_memory",
        "content",
        content,
        "memory_type",
        "fact",
        "confidence",
        0.9,
        argument,
        value);
  }

  /// Decides until nothing is left.
  protected static int drain(TestMemory server) {
    int all = 0;
    int decided;
    do {
      decided = server.keepsake.jobs().run(JobKind.QUEUED_WRITES);
      all += decided;
    } while (decided > 0);
    return all;
  }

  protected WriteReceipt receipt(String id) {
    return receipt(memory.caller(), id);
  }

  protected WriteReceipt receipt(Caller caller, String id) {
    return memory.keepsake.receipts().require(caller, new MemoryId(UUID.fromString(id)));
  }

  protected String outcome(String id) {
    return receipt(id).action().wireName();
  }

  protected List<String> newest() {
    return TestMemory.contents(memory.done("query_memory"));
  }

  /// Those of the audit trail, the oldest first.
  protected List<Map<String, String>> trail() {
    return database.rows(
        "select operation, action, rule, details, memory_item_id from memory_write_events order by"
            + " seq");
  }

  protected String deleted(Object... arguments) {
    return action(memory.done("delete_memory", arguments));
  }
}
