package dev.keepsake.transfer;

import dev.keepsake.memory.MemoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an import came to, or would come to.
///
/// @param fromUser whose memories they were, under `fromScope`
/// @param alreadyThere were in the store in the same state
/// @param differs have an id that the store knows in another state, which it kept
/// @param duplicateSkipped are said by another active memory
/// @param successorSkipped were replaced by one that was not imported
/// @param rejected are forbidden by the policy
/// @param renamed of those created, got another id, since a memory under another scope of the user
///   has theirs
/// @param vectorsPending of those created, have their vector made later
/// @param beside of raw memories, conversations and messages
/// @param notImported the first of those that differ or were skipped
/// @param policyVersion of the policy that was asked
/// @param notices what its user should know of that: a file that can't be used, a rule that could
///   not be asked
public record ImportSummary(
    boolean dryRun,
    String fromUser,
    String fromScope,
    Instant exportedAt,
    String user,
    String scope,
    long memories,
    long created,
    long alreadyThere,
    long differs,
    long duplicateSkipped,
    long successorSkipped,
    long rejected,
    long renamed,
    long vectorsPending,
    Beside beside,
    List<NotImported> notImported,
    String policyVersion,
    List<String> notices) {
  /// How many are listed one by one.
  public static final int LISTED = 100;

  public ImportSummary {
    notImported = List.copyOf(notImported);
    notices = List.copyOf(notices);
  }

  /// What became of what there is beside memories.
  ///
  /// @param redacted messages of which a secret was taken out
  public record Beside(Count rawMemories, Count conversations, Count messages, long redacted) {
    static final Beside NOTHING = new Beside(Count.NOTHING, Count.NOTHING, Count.NOTHING, 0);
  }

  /// @param differs what the store has under the same id is another, and stays; or it was trimmed
  ///   there
  /// @param rejected hold a secret
  public record Count(long read, long created, long alreadyThere, long differs, long rejected) {
    static final Count NOTHING = new Count(0, 0, 0, 0, 0);
  }

  /// @param line of the file
  /// @param id of the memory in the file
  /// @param action `differs`, `duplicate_skipped`, `successor_skipped` or `rejected`
  /// @param existing the memory that stands in its way
  /// @param rule of the policy that forbids it
  public record NotImported(
      long line, MemoryId id, String action, Optional<MemoryId> existing, Optional<String> rule) {}
}
