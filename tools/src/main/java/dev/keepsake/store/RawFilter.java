package dev.keepsake.store;

import dev.keepsake.memory.RawMemory;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Which raw memories a question is about; every part narrows, an empty one does not.
///
/// @param tags a JSON object whose every label has to be there, as Postgres' `@>` has it; not asked
///   by [#accepts]
/// @param since occurred at or after
/// @param until occurred before
/// @param words have to be in the context one after the other, whatever their case
public record RawFilter(
    String tags, Optional<Instant> since, Optional<Instant> until, Optional<String> words) {
  public static final String NO_TAGS = "{}";

  public boolean accepts(RawMemory memory) {
    return (since.isEmpty() || !memory.occurredAt().isBefore(since.get()))
        && (until.isEmpty() || memory.occurredAt().isBefore(until.get()))
        && (words.isEmpty() || folded(memory.context()).contains(folded(words.get())));
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
