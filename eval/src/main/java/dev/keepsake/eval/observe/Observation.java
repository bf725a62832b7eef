package dev.keepsake.eval.observe;

import dev.keepsake.memory.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of one case: the memories are read back from the store, not from what was asked for.
///
/// @param writes every memory that the run made
/// @param deletes memories of before the conversation that are deleted after it
/// @param attempts every call of a tool that writes, in order, with what became of it
/// @param passedOver sentences that were looked at and proposed nothing; empty where a model
///   proposes, which does not tell
/// @param latency of the whole case, without making its store
/// @param error why the case could not be run to its end
public record Observation(
    String caseId,
    List<Written> writes,
    List<Forgotten> deletes,
    List<Attempt> attempts,
    List<PassedOver> passedOver,
    Duration latency,
    Optional<String> error) {
  public Observation {
    writes = List.copyOf(writes);
    deletes = List.copyOf(deletes);
    attempts = List.copyOf(attempts);
    passedOver = List.copyOf(passedOver);
  }

  /// What had become of a memory when the conversation ended.
  public enum Fate {
    KEPT("kept"),
    SUPERSEDED("superseded"),
    DELETED("deleted");

    private final String wireName;

    Fate(String wireName) {
      this.wireName = wireName;
    }

    /// The name in files and reports.
    public String wireName() {
      return wireName;
    }
  }

  /// A memory that the run made.
  ///
  /// @param confidence in [0, 1]
  /// @param superseded the statements that it replaced, of before the conversation or of the run
  public record Written(
      String content, MemoryType type, double confidence, Fate fate, List<String> superseded) {
    public Written {
      superseded = List.copyOf(superseded);
    }
  }

  /// A memory of before the conversation that was deleted.
  public record Forgotten(String content, MemoryType type) {}

  /// One call of `save_memory`, `confirm_memory` or `delete_memory`.
  ///
  /// @param content the statement or the description
  /// @param type of a save
  /// @param confidence of a save, in [0, 1]
  /// @param action of the answer, or `failed`
  /// @param rule that decided, where the answer names one
  /// @param duplicateOf the statement that says it already
  public record Attempt(
      String tool,
      String content,
      Optional<MemoryType> type,
      Optional<Double> confidence,
      String action,
      Optional<String> rule,
      Optional<String> duplicateOf) {}

  /// A sentence that proposed nothing, and why.
  public record PassedOver(String sentence, String reason) {}
}
