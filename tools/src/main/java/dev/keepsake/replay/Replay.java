package dev.keepsake.replay;

import dev.keepsake.policy.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of the audit trail under another policy.
///
/// @param version of that policy
/// @param decided how many writes were decided again
/// @param withoutText how many could not be, since their text was never kept or is erased
/// @param groups those that change first, then the larger ones
public record Replay(
    String version, long decided, long withoutText, long changed, List<Group> groups) {
  public Replay {
    groups = List.copyOf(groups);
  }

  /// Writes with which the same was done then and would be done now.
  public record Group(Change change, long count, List<Example> examples) {
    public Group {
      examples = List.copyOf(examples);
    }
  }

  /// @param thenRule that the event names, which may be one of the store, such as `exact_duplicate`
  /// @param action of the event, such as `created`
  /// @param then what the policy had decided, as the action tells
  /// @param redacts classes that would be taken out of the text now
  /// @param expires whether the memory would be given a time now
  public record Change(
      String thenRule,
      String action,
      Outcome then,
      String nowRule,
      Outcome now,
      List<String> redacts,
      boolean expires) {
    public Change {
      redacts = List.copyOf(redacts);
    }

    /// Whether something else would come of the write.
    public boolean changes() {
      return then != now || !redacts.isEmpty() || expires;
    }
  }

  /// @param seq of its event in the user's trail
  /// @param text empty where it must not be shown
  public record Example(long seq, Instant at, Optional<String> text) {}
}
