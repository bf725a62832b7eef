package dev.keepsake.limit;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counts writes outside the store, for the servers that share one. A write is reserved before its
/// text is embedded, and released unless something was stored or queued.
///
/// A counter that can't be reached grants: a memory is worth more than a limit. Thread-safe.
public interface WriteLimiter {

  /// Takes a place for the write of an agent under every limit, or under none.
  ///
  /// @param write names the place: reserving it again takes no second one
  /// @param at the wall clock
  Reservation reserve(
      UserId user, Optional<ConversationId> conversation, MemoryId write, Instant at);

  /// Gives the place of `write` back, if it has one. Never fails.
  void release(UserId user, Optional<ConversationId> conversation, MemoryId write);

  /// Takes a place for what a program creates.
  Reservation reserveCreation(UserId user, MemoryId write, Instant at);

  /// Gives that place back, if it has one. Never fails.
  void releaseCreation(UserId user, MemoryId write);

  /// What came of asking for a place.
  sealed interface Reservation {

    /// @param remaining how many more fit under the tightest limit; -1 where the counter can't be
    ///   reached or no limit is set
    record Granted(int remaining) implements Reservation {}

    record Refused(Exceeded limit) implements Reservation {}
  }

  /// A limit that another write would go over.
  ///
  /// @param rule `rate_limit_conversation`, `rate_limit_hour` or `rate_limit_minute`
  /// @param retryAfter when the next write fits; empty if time alone does not help
  record Exceeded(String rule, int limit, Optional<Duration> retryAfter) {}
}
