package dev.keepsake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.store.EmbeddingRows.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbeddingRetriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final EmbeddingRetries retries = new EmbeddingRetries(Duration.ofSeconds(90));

  @ParameterizedTest
  @CsvSource({
    "0, PENDING, 1, PT90S",
    "1, PENDING, 2, PT90S",
    "2, FAILED, 3, PT6H",
    "3, FAILED, 4, PT6H",
    "4, FAILED, 5, PT6H",
    "5, FAILED, 6, PT6H",
    "6, FAILED, 7, ",
    "70, FAILED, 71, ",
  })
  void after_a_failure(int before, EmbeddingStatus status, int failed, Duration pause) {
    assertThat(retries.afterFailure(before, NOW))
        .isEqualTo(new Turn(status, failed, Optional.ofNullable(pause).map(NOW::plus)));
  }

  @ParameterizedTest
  @CsvSource({"0, PENDING", "2, PENDING", "3, FAILED", "7, FAILED"})
  void what_was_not_asked_for_keeps_its_state(int before, EmbeddingStatus status) {
    assertThat(retries.unasked(before, NOW))
        .isEqualTo(new Turn(status, before, Optional.of(NOW.plusSeconds(90))));
  }

  @Test
  void attempts_without_a_pause_are_refused() {
    assertThatThrownBy(() -> new EmbeddingRetries(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
