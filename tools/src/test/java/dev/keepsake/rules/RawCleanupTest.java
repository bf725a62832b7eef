package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.TestMemory;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.task.CleanRawMemories;
import dev.keepsake.task.RawCleanupReport;
import dev.keepsake.task.RawSettings;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What nobody has changed for long is deleted for good, once a night.
class RawCleanupTest extends RuleTest {
  private static final Duration TWO_WEEKS = Duration.ofDays(14);

  private RawCalls ada;

  @BeforeEach
  void beAda() {
    ada = RawCalls.of(memory, "ada");
  }

  private CleanRawMemories cleanup() {
    return memory.keepsake.raw().cleanup();
  }

  private int night(TestMemory process) {
    return process.keepsake.jobs().run(JobKind.RAW_CLEANUP);
  }

  @Test
  void what_was_changed_within_two_weeks_stays() {
    Instant start = clock.instant();
    ada.created("old");
    String kept = ada.created("changed meanwhile");
    ada.as("eve").created("eve's old one");
    ada.by("acme", "app", "work").created("another application's");
    pass(Duration.ofDays(1));
    ada.update(kept, "context", "changed");
    pass(Duration.ofDays(13).minusSeconds(1));
    assertThat(cleanup().run(RawSettings.DEFAULTS).deletedCount()).isZero();
    pass(Duration.ofSeconds(1));

    RawCleanupReport preview = cleanup().preview(RawSettings.DEFAULTS);
    assertThat(database.count("raw_memory")).isEqualTo(4);
    RawCleanupReport report = cleanup().run(RawSettings.DEFAULTS);

    assertThat(report).isEqualTo(preview);
    assertThat(report).isEqualTo(new RawCleanupReport(true, 3, 0, start, 14));
    assertThat(WireJson.write(report))
        .isEqualTo(
            "{\"success\":true,\"deleted_count\":3,\"error_count\":0,"
                + "\"cutoff_date\":\"2026-03-01T12:00:00Z\",\"days_threshold\":14}");
    assertThat(ada.found()).containsExactly("changed");
    assertThat(cleanup().run(new RawSettings(1)).deletedCount()).isOne();
  }

  @Test
  void it_is_done_once_a_night_by_one_of_the_processes() {
    try (var other = openAnother()) {
      assertThat(night(memory)).as("the first look, at noon").isZero();
      ada.created("old");
      clock.set(Instant.parse("2026-03-16T02:59:59Z"));
      assertThat(night(memory)).as("the nights before were missed").isOne();
      ada.created("older");
      pass(TWO_WEEKS.plusSeconds(1));
      assertThat(night(other)).isOne();
      clock.set(Instant.parse("2026-04-01T02:00:00Z"));
      assertThat(night(memory)).isZero();
      ada.created("oldest");
      clock.set(Instant.parse("2026-05-01T02:59:59Z"));
      assertThat(night(memory)).isOne();
      ada.created("of the next night", "occurred_at", "2026-01-01T00:00:00Z");
      database.run("update raw_memory set updated_at = " + database.at(Instant.EPOCH));
      assertThat(night(memory)).as("not yet night").isZero();
      pass(Duration.ofSeconds(1));
      assertThat(Racers.race(2, i -> night(i == 0 ? memory : other)))
          .containsExactlyInAnyOrder(0, 1);
    }
  }

  @Test
  void many_go_in_batches_and_of_many_users() {
    for (int user = 0; user < 3; user++) {
      ada.as("user-" + user).created("one");
    }
    String copy =
        "insert into raw_memory select %s, user_id, organization_id, scope, context, filter_tags,"
            + " last_modify, occurred_at, created_at, updated_at, _created_by_id,"
            + " _last_updated_by_id from raw_memory, %s";
    database.run(copies(copy, 350));
    assertThat(database.count("raw_memory")).isEqualTo(3 * 351);
    pass(TWO_WEEKS);
    assertThat(night(memory)).isEqualTo(3 * 351);
    assertThat(database.count("raw_memory")).isZero();
  }

  private String copies(String copy, int times) {
    return kind() == TestDatabase.Kind.SQLITE
        ? copy.formatted(
            "printf('%08d-0000-4000-8000-000000000000', n.value)",
            "json_each('["
                + String.join(",", IntStream.range(0, times).mapToObj(Integer::toString).toList())
                + "]') n")
        : copy.formatted("gen_random_uuid()", "generate_series(1, " + times + ")");
  }

  @Test
  void what_fails_is_reported_and_comes_again() {
    ada.created("old");
    pass(TWO_WEEKS);
    database.failOnUpdate("user_state");
    RawCleanupReport report = cleanup().run(RawSettings.DEFAULTS);
    assertThat(report.success()).isFalse();
    assertThat(report.errorCount()).isOne();
    assertThat(report.deletedCount()).isZero();
    assertThat(night(memory)).isZero();
    database.failNoMore();
    assertThat(night(memory)).as("within the hour").isZero();
    pass(Duration.ofHours(1));
    assertThat(night(memory)).isOne();
  }

  @Test
  void where_everything_fails_so_does_the_run() {
    for (String user : List.of("ada", "bob", "eve")) {
      ada.as(user).created("old");
    }
    pass(TWO_WEEKS);
    database.failOnUpdate("user_state");
    assertThatThrownBy(() -> night(memory)).isInstanceOf(MemoryException.class);
    database.failNoMore();
    assertThat(database.count("raw_memory")).isEqualTo(3);
  }
}
