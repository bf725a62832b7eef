package dev.keepsake.forget;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The answer of `delete_memory`: the shape that agents see, append-only.
///
/// @param memories those that were deleted, or would be
public record DeleteOutput(
    boolean success, Action action, String message, List<Named> memories, List<String> notices) {
  public DeleteOutput {
    memories = List.copyOf(memories);
    notices = List.copyOf(notices);
  }

  /// What became of the request.
  public enum Action implements WireName {
    /// Nothing was changed; these are meant, or may be.
    CANDIDATES("candidates"),
    DELETED("deleted"),
    NO_MATCH("no_match");

    private final String wireName;

    Action(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /// One memory that goes, with its whole chain.
  ///
  /// @param score cosine similarity to the description, in [-1, 1]; absent if it was named by its
  ///   id
  /// @param chain how many memories go: itself, those that it replaced and those that replaced it
  /// @param current what the newest of them says, if that is another
  /// @param currentId the newest of them, if that is another
  public record Named(
      MemoryId id,
      String content,
      MemoryType type,
      Instant createdAt,
      Optional<Double> score,
      int chain,
      Optional<String> current,
      Optional<MemoryId> currentId) {}
}
