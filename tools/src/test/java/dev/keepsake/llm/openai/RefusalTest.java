package dev.keepsake.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When an endpoint wants to be asked again, as far as it says so.
final class RefusalTest {
  private static final String BEFORE = "Fri, 01 Jan 2021 00:00:00 GMT";

  private static Optional<Duration> wait(Map<String, List<String>> headers) {
    return new Refusal(429, HttpHeaders.of(headers, (_, _) -> true), "{}").retryAfter();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After|7|PT7S",
        "Retry-After|0.25|PT0.25S",
        "Retry-After-Ms|1500|PT1.5S",
        "retry-after|Fri, 01 Jan 2021 00:00:20 GMT|PT20S",
        "Retry-After|0|",
        "Retry-After|-3|",
        "Retry-After|soon|",
        "Retry-After|1.2.3|",
        "Retry-After-Ms|soon|",
        "Retry-After|Thu, 31 Dec 2020 23:59:59 GMT|"
      })
  void it_is_told_in_seconds_in_milliseconds_or_as_a_moment(
      String name, String value, @org.jspecify.annotations.Nullable Duration expected) {
    assertThat(wait(Map.of(name, List.of(value), "Date", List.of(BEFORE))))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void a_moment_says_nothing_without_the_endpoints_clock() {
    assertThat(wait(Map.of("Retry-After", List.of(BEFORE)))).isEmpty();
    assertThat(wait(Map.of())).isEmpty();
  }
}
