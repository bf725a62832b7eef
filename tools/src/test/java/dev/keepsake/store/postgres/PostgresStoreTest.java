package dev.keepsake.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One memory's life on a real Postgres, with the servers' role.
class PostgresStoreTest {
  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private LocalPostgres postgres;

  @BeforeEach
  void start() throws SQLException {
    postgres = LocalPostgres.migrated();
  }

  @AfterEach
  void stop() throws SQLException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private TestMemory open() {
    var settings = new PostgresSettings(PostgresUrl.parse(postgres.applicationUrl()), 1, 4);
    var store = PostgresStore.open(settings, TestMemory.IDS, clock);
    return TestMemory.over(
        store, KeepsakeSettings.defaults(folder).with(RateLimits.OFF), TestMemory.model(), clock);
  }

  @Test
  void what_one_server_writes_corrects_and_deletes_another_sees_at_once() {
    try (TestMemory one = open();
        TestMemory other = open()) {
      assertThat(other.found("where does the user live?")).isEmpty();
      String berlin = one.saved("The user lives in Berlin");
      assertThat(other.found("where does the user live?"))
          .containsExactly("The user lives in Berlin");
      String lisbon = other.saved("The user lives in Lisbon", "supersedes", berlin);
      assertThat(one.found("where does the user live?"))
          .containsExactly("The user lives in Lisbon");
      one.done("delete_memory", "memory_ids", java.util.List.of(lisbon), "confirm", true);
      assertThat(other.found("where does the user live?")).isEmpty();
      assertThat(one.keepsake.history().check(one.caller()).whole()).isTrue();
    }
  }
}
