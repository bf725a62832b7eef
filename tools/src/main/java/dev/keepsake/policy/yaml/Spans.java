package dev.keepsake.policy.yaml;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long something lasts, as people write it: `30d`, `12h`, or in the form of ISO 8601, `P30D`,
/// `PT6H`.
public final class Spans {
  public static final String FORM = "such as 30d, 12h, P30D or PT6H, from 1 minute to 36500 days";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([hd])");
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(36_500);

  private Spans() {}

  /// Empty if `text` is none, or out of range.
  public static Optional<Duration> read(String text) {
    Matcher days = SHORT.matcher(text);
    Optional<Duration> read =
        days.matches()
            ? Optional.of(
                days.group(2).equals("h")
                    ? Duration.ofHours(Long.parseLong(days.group(1)))
                    : Duration.ofDays(Long.parseLong(days.group(1))))
            : iso(text);
    return read.filter(time -> time.compareTo(LEAST) >= 0 && time.compareTo(MOST) <= 0);
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
