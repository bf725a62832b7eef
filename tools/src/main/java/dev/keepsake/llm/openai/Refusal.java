package dev.keepsake.llm.openai;

import dev.langchain4j.exception.HttpException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// An endpoint answered with a status that is no success; it may have said when to come again.
final class Refusal extends HttpException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> wait;

  Refusal(int status, HttpHeaders headers, String body) {
    super(status, body);
    this.wait = wait(headers).filter(Duration::isPositive);
  }

  /// How long it wants not to be asked; positive.
  Optional<Duration> retryAfter() {
    return wait;
  }

  /// In milliseconds, as OpenAI has it; in seconds or as a moment, see RFC 9110, section 10.2.3. A
  /// moment is taken by the endpoint's own clock.
  private static Optional<Duration> wait(HttpHeaders headers) {
    try {
      Optional<String> millis = headers.firstValue("Retry-After-Ms");
      if (millis.isPresent()) {
        return millis.map(value -> ofMillis(Double.parseDouble(value)));
      }
      Optional<String> value = headers.firstValue("Retry-After");
      if (value.filter(text -> text.matches("[0-9.]+")).isPresent()) {
        return value.map(seconds -> ofMillis(Double.parseDouble(seconds) * 1_000));
      }
      Optional<ZonedDateTime> then = value.map(Refusal::moment);
      Optional<ZonedDateTime> now = headers.firstValue("Date").map(Refusal::moment);
      return then.flatMap(end -> now.map(begin -> Duration.between(begin, end)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration ofMillis(double millis) {
    return Duration.ofMillis((long) Math.ceil(millis));
  }

  private static ZonedDateTime moment(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
  }
}
