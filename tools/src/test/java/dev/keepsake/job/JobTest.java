package dev.keepsake.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.store.sql.SqlStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Two processes, as it were, on one database, whose work the test steps.
abstract class JobTest {
  @TempDir protected Path folder;
  protected final SettableClock clock = new SettableClock();
  protected final ScriptedEmbedder model = new ScriptedEmbedder();
  protected Backend backend;
  protected Rows rows;
  protected SqlStore store;
  protected TestMemory one;
  protected TestMemory other;

  abstract Backend backend() throws SQLException;

  @BeforeEach
  void open() throws SQLException {
    backend = backend();
    rows = backend.rows();
    store = backend.open(clock);
    one = over(store);
    other = over(backend.open(clock));
  }

  private TestMemory over(SqlStore opened) {
    return TestMemory.over(
        opened, KeepsakeSettings.defaults(folder).with(RateLimits.OFF), model, clock);
  }

  @AfterEach
  void close() throws SQLException {
    if (other != null) {
      one.close();
      other.close();
    }
    if (backend != null) {
      backend.close();
    }
  }

  protected void pass(Duration time) {
    clock.advance(time);
  }

  protected static int run(TestMemory memory, JobKind kind) {
    return memory.keepsake.jobs().run(kind);
  }

  protected void delete(String... ids) {
    one.done("delete_memory", "memory_ids", List.of(ids), "confirm", true);
  }

  protected List<EmbeddingStatus> statuses() {
    return one.keepsake.history().all(one.caller()).stream().map(Memory::embedding).toList();
  }

  protected void expectWholeAudit() {
    assertThat(one.keepsake.history().check(one.caller()).whole()).isTrue();
  }

  /// Both processes at once.
  protected List<Integer> race(JobKind kind) {
    var start = new CompletableFuture<Boolean>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Integer>> running =
          Stream.of(one, other)
              .map(each ->
                  CompletableFuture.supplyAsync(
                      () -> {
                        start.join();
                        return run(each, kind);
                      },
                      threads))
              .toList();
      start.complete(true);
      return running.stream().map(CompletableFuture::join).toList();
    }
  }
}
