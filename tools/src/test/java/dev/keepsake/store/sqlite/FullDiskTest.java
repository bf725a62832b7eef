package dev.keepsake.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolOutcome;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that has no room for another page, as SQLite sees it.
class FullDiskTest {
  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock();

  private static String text(int i) {
    return "The locker number " + i + " is taken " + "x".repeat(1_500);
  }

  private static KeepsakeSettings unlimited(Path folder) {
    KeepsakeSettings settings = KeepsakeSettings.defaults(folder);
    return settings.with(RateLimits.OFF);
  }

  @Test
  void a_full_disk_fails_a_write_whole_and_the_next_one_works_when_there_is_room() {
    var file = new SqliteFile(folder);
    StoreLock lock = file.prepare();
    var dialect = new SqliteDialect();
    var database = new SqliteDatabase(file, lock, dialect);
    var store = new SqlStore(database, dialect, TestMemory.IDS, clock);
    try (var memory = TestMemory.over(store, unlimited(folder), TestMemory.model(), clock)) {
      memory.saved(text(0));
      room(database, pages(database));
      int stored = 1;
      Optional<Problem> failure = Optional.empty();
      while (failure.isEmpty()) { // what is free within the last page may take a few
        failure = failure(memory, text(stored));
        stored += failure.isEmpty() ? 1 : 0;
      }
      assertThat(failure.get().status()).isEqualTo(503);
      assertThat(failure.get().code()).isEqualTo("store-unavailable");
      assertThat(failure.get().action()).contains("failed");
      assertThat(failure.get().detail()).contains("the disk is full", "nothing was changed");
      assertThat(count(database, "memory_items")).isEqualTo(stored);
      assertThat(count(database, "memory_write_events")).isEqualTo(stored);
      assertThat(memory.done("query_memory").get("total_count").asInt()).isEqualTo(stored);
      assertThat(memory.found(text(stored), "limit", 50)).hasSize(stored);
      room(database, 1_000_000);
      memory.saved(text(stored));
      assertThat(memory.found("locker", "limit", 50)).hasSize(stored + 1);
      assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
    }
  }

  private static Optional<Problem> failure(TestMemory memory, String content) {
    return switch (memory.call("save_memory", "content", content, "memory_type", "fact")) {
      case ToolOutcome.Done _ -> Optional.empty();
      case ToolOutcome.Failed(var problem) -> Optional.of(problem);
    };
  }

  private static long pages(SqliteDatabase database) {
    return database.read(h -> h.createQuery("pragma page_count").mapTo(Long.class).one());
  }

  private static long count(SqliteDatabase database, String table) {
    return database.read(
        h -> h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  private static void room(SqliteDatabase database, long pages) {
    database.write(h -> h.createQuery("pragma max_page_count = " + pages).mapTo(Long.class).one());
  }
}
