package dev.keepsake.write;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Similarity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is done with one proposal. Each case carries the facts that justify it, because they go
/// into the audit trail and into the answer as they are.
sealed interface WriteDecision {
  String rule();

  /// Stored.
  ///
  /// @param replaced the memory that it takes the place of
  /// @param contradicts active memories that say the opposite and stay
  record Create(String rule, Optional<Memory> replaced, List<MemoryId> contradicts)
      implements WriteDecision {
    public Create {
      contradicts = List.copyOf(contradicts);
    }

    /// Where the memory comes from: what takes the place of another is relied on no further than
    /// that, but on the word of its user.
    ///
    /// @param own of the write
    Origin origin(Origin own) {
      return replaced
          .filter(_ -> own.provenance() != Provenance.USER)
          .map(old -> own.atMost(old.origin().trust()))
          .orElse(own);
    }
  }

  /// Accepted for certain: what is left to decide needs the text's vector.
  record Queue(String rule) implements WriteDecision {}

  /// Not stored: what it was to replace is not active any more.
  ///
  /// @param head the active memory of that one's chain
  record Overtaken(String rule, MemoryId target, Optional<MemoryId> head)
      implements WriteDecision {}

  /// Not stored: `existing` already says it.
  record Duplicate(String rule, MemoryId existing, Similarity similarity)
      implements WriteDecision {}

  /// Kept aside until its user confirms it.
  record Confirm(String rule, Optional<String> reason) implements WriteDecision {}

  /// Not stored: the policy forbids it.
  ///
  /// @param detected what was found in it
  record Reject(String rule, Optional<String> reason, List<String> detected)
      implements WriteDecision {
    public Reject {
      detected = List.copyOf(detected);
    }
  }

  /// Not stored: not worth it.
  record Discard(String rule, Optional<String> reason) implements WriteDecision {}

  /// Not stored: the agent has written enough.
  ///
  /// @param retryAfter when the next write will be accepted; empty if time alone does not help
  record RateLimited(String rule, int limit, Optional<Duration> retryAfter)
      implements WriteDecision {}
}
