package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// In a data folder.
final class FetchMemoryTest extends FetchMemoryContract {

  @Override
  SqlStore openStore() {
    return SqliteStore.open(folder, TestMemory.IDS, clock);
  }

  @Override
  long number(String query) {
    return onFile(query);
  }

  /// The number that the statement answers first.
  private long onFile(String sql) {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("keepsake.db"));
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Test
  void what_expires_while_it_is_cached_is_gone() {
    String id = memory.saved("The user likes tea");
    onFile(
        "update memory_items set expires_at = "
            + clock.instant().plusSeconds(60).toEpochMilli() * 1_000
            + " returning 1");
    fetched(id);
    assertThat(fetched(id)).isNotNull();
    assertThat(reports.hits).hasValue(1);
    clock.advance(Duration.ofSeconds(60));
    assertUnknown(id);
  }
}
