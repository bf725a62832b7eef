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
    List<NotImported> notImported,
    String policyVersion,
    List<String> notices) {
  /// How many are listed one by one.
  public static final int LISTED = 100;

  public ImportSummary {
    notImported = List.copyOf(notImported);
    notices = List.copyOf(notices);
  }

  /// @param line of the file
  /// @param id of the memory in the file
  /// @param action `differs`, `duplicate_skipped`, `successor_skipped` or `rejected`
  /// @param existing the memory that stands in its way
  /// @param rule of the policy that forbids it
  public record NotImported(
      long line, MemoryId id, String action, Optional<MemoryId> existing, Optional<String> rule) {}
}
