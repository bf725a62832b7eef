package dev.keepsake.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Redis is given of a memory: servers of several versions read it. Whoever changes the form
/// raises its version.
final class EntryTest {
  private static final Memory TEA =
      TestMemories.memory(
          TestMemories.owner(1, "local"), TestMemories.id(7), "Ada likes \"tea\"\n", 12);

  private static final String WRITTEN =
      """
      {"revision":12,"version":3,"memory":{"id":"00000000-0000-0001-0000-000000000007",\
      "user":"00000000-0000-0000-0000-000000000001","scope":"local",\
      "statement":{"type":"fact","content":"Ada likes \\"tea\\"\\n","confidence":0.9,"importance":0.5,"tags":["tea","home"]},\
      "origin":{"source":"chat","provenance":"user","trust":"medium","extraction":"tool",\
      "client":"00000000-0000-0002-0000-000000000002","conversation":"talk"},\
      "lifetime":{"recorded_at":"2026-03-01T12:00:00.123456Z","valid_from":"2026-03-01T12:00:00.123456Z",\
      "created_at":"2026-03-01T12:00:00.123456Z","updated_at":"2026-03-01T12:00:00.123456Z"},\
      "status":"active","embedding":"completed",\
      "annotations":{"metadata":"{}","filter_tags":"{}","related":[]},"access_count":0}}\
      """;

  @Test
  void a_memory_is_written_with_its_revision_first() {
    assertThat(Entry.of(TestMemories.whole(TEA)).write()).isEqualTo(WRITTEN);
    assertThat(Entry.tombstone(12).write()).isEqualTo("{\"revision\":12,\"version\":3}");
  }

  @Test
  void what_was_written_is_read_as_it_was() {
    assertThat(Entry.read(WRITTEN)).contains(TestMemories.whole(TEA));
    Lifetime replaced =
        new Lifetime(
            TestMemories.AT,
            Optional.of(TestMemories.AT.plusSeconds(1)),
            TestMemories.AT,
            Optional.of(TestMemories.AT.plusSeconds(2)),
            Optional.of(TestMemories.AT.plusSeconds(3)),
            TestMemories.AT,
            TestMemories.AT.plusNanos(1_000));
    Memory old =
        new Memory(
            TEA.id(),
            TEA.owner(),
            TEA.statement(),
            TEA.origin(),
            replaced,
            Status.SUPERSEDED,
            Optional.of(TestMemories.id(8)),
            TEA.embedding(),
            13);
    assertThat(Entry.read(Entry.of(TestMemories.whole(old)).write()))
        .contains(TestMemories.whole(old));
  }

  @Test
  void a_tombstone_is_no_memory() {
    assertThat(Entry.read(Entry.tombstone(3).write())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "word",
        "{\"revision\":12}",
        "{\"revision\":12,\"version\":1,\"memory\":{}}",
        "{\"revision\":12,\"version\":1,\"memory\":\"\"}"
      })
  void what_cannot_be_read_is_no_memory(String text) {
    assertThat(Entry.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"version\":3|\"version\":4",
        "\"status\":\"active\"|\"status\":\"asleep\"",
        "\"recorded_at\"|\"believed_from\"",
        "\"scope\":\"local\",|''",
        "\"confidence\":0.9|\"confidence\":9",
        "\"embedding\":|\"mood\":\"new\",\"embedding\":"
      })
  void what_another_version_wrote_is_no_memory(String before, String after) {
    String text = WRITTEN.replace(before, after.equals("''") ? "" : after);
    assertThat(text).isNotEqualTo(WRITTEN);
    assertThat(Entry.read(text)).isEmpty();
  }
}
