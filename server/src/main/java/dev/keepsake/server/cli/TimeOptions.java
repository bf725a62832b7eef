package dev.keepsake.server.cli;

import dev.keepsake.memory.TimeAsked;
import dev.keepsake.tool.Rfc3339;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The time that a command asks about.
final class TimeOptions {
  @Option(names = "--as-of", paramLabel = "TIME", description = "What was believed at that time.")
  private @Nullable String asOf;

  @Option(
      names = "--valid-at",
      paramLabel = "TIME",
      description = "What held in the world at that time, replaced since or not.")
  private @Nullable String validAt;

  /// As they were typed.
  Optional<String> asOf() {
    return Optional.ofNullable(asOf);
  }

  Optional<String> validAt() {
    return Optional.ofNullable(validAt);
  }

  TimeAsked time() {
    return new TimeAsked(
        asOf().map(text -> moment("--as-of", text)),
        validAt().map(text -> moment("--valid-at", text)));
  }

  private static Instant moment(String option, String text) {
    return Rfc3339.read(text)
        .orElseThrow(() ->
            new UsageException(
                "%s must be %s; it was \"%s\".".formatted(option, Rfc3339.ACCEPTED, text)));
  }
}
