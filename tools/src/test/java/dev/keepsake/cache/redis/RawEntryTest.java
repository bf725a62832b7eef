package dev.keepsake.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Redis is given of a raw memory: servers of several versions read it. Whoever changes the
/// form raises its version.
final class RawEntryTest {
  private static final RawMemory STEP =
      new RawMemory(
          new RawMemoryId(new UUID(1, 7)),
          TestMemories.owner(1, "local"),
          "step \"one\"\n",
          "{\"n\":1.50,\"scope\":\"local\"}",
          RawMemory.Change.UPDATED,
          TestMemories.AT,
          TestMemories.AT,
          TestMemories.AT.plusSeconds(1));

  private static final String WRITTEN =
      """
      {"revision":1772366401123456,"version":1,"memory":{"id":"00000000-0000-0001-0000-000000000007",\
      "user":"00000000-0000-0000-0000-000000000001","scope":"local","context":"step \\"one\\"\\n",\
      "filter_tags":"{\\"n\\":1.50,\\"scope\\":\\"local\\"}","change":"updated",\
      "occurred_at":"2026-03-01T12:00:00.123456Z","created_at":"2026-03-01T12:00:00.123456Z",\
      "updated_at":"2026-03-01T12:00:01.123456Z"}}\
      """;

  @Test
  void a_raw_memory_is_written_with_its_revision_first_and_read_as_it_was() {
    assertThat(RawEntry.of(STEP).write()).isEqualTo(WRITTEN);
    assertThat(RawEntry.read(WRITTEN)).contains(STEP);
    assertThat(RawEntry.tombstone(12).write()).isEqualTo("{\"revision\":12,\"version\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{\"revision\":12,\"version\":1}",
        "{\"revision\":12,\"version\":2,\"memory\":{}}",
        "{\"revision\":12,\"version\":1,\"memory\":{}}"
      })
  void what_cannot_be_read_is_none(String text) {
    assertThat(RawEntry.read(text)).isEmpty();
  }
}
