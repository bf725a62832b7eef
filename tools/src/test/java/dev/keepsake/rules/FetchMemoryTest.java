package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// In a data folder.
final class FetchMemoryTest extends FetchMemoryContract {

  @Override
  SqlStore openStore() {
    return SqliteStore.open(folder, OnnxEmbedder.SPACE, TestMemory.IDS, clock);
  }

  @Override
  long untold() {
    return new DatabaseFile(folder).count("cache_invalidations");
  }

  @Test
  void what_expires_while_it_is_cached_is_gone() {
    String id = memory.saved("The user likes tea");
    new DatabaseFile(folder)
        .run(
            "update memory_items set expires_at = "
                + clock.instant().plusSeconds(60).toEpochMilli() * 1_000);
    fetched(id);
    assertThat(fetched(id)).isNotNull();
    assertThat(reports.hits).hasValue(1);
    clock.advance(Duration.ofSeconds(60));
    assertUnknown(id);
  }
}
