package dev.keepsake.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "prot, port",
    "poort, port",
    "por, port",
    "scoep, scope",
    "memory_pending_day, memory_pending_days"
  })
  void a_slip_finds_the_word_that_was_meant(String slip, String meant) {
    assertThat(nearest(slip)).contains(meant);
  }

  @Test
  void another_word_finds_none() {
    assertThat(nearest("database_url")).isEmpty();
  }

  private static Optional<String> nearest(String word) {
    return Nearest.to(word, Stream.of("port", "scope", "memory_pending_days"));
  }
}
