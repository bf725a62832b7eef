package dev.keepsake.task;

import dev.keepsake.tool.Doc;
import java.util.Optional;

/// The answer to what stores or changes a raw memory.
public record RawAnswer(
    @Doc("Always true: what fails is a problem.") boolean success,
    @Doc("What was done, in words.") String message,
    @Doc("The raw memory as it is now.") RawView memory,
    @Doc("True where the same idempotency key has come before, and nothing was done.")
        Optional<Boolean> replayed) {

  static RawAnswer now(String message, RawView memory) {
    return new RawAnswer(true, message, memory, Optional.empty());
  }
}
