package dev.keepsake.query;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The answer of `query_memory`: the shape that agents see, append-only.
///
/// @param totalCount how many memories there are to choose from, after the filters and before
///   `limit` and `min_score`
/// @param nextCursor continues the list of the newest; absent at its end
/// @param notices what the reader of this answer should know, such as that the search was by words
///   alone
public record QueryOutput(
    List<Hit> memories,
    long totalCount,
    long searchTimeMs,
    Optional<String> nextCursor,
    List<String> notices) {
  public QueryOutput {
    memories = List.copyOf(memories);
    notices = List.copyOf(notices);
  }

  /// One memory.
  ///
  /// @param score how well it answers the query, in [0, 1], see [ScoreParts#score]; absent where
  ///   nothing was asked
  /// @param supersedes the memories that this one replaced
  /// @param pending true while its vector is being made and it is found by its words alone
  public record Hit(
      MemoryId id,
      String content,
      MemoryType type,
      Optional<Double> score,
      Confidence confidence,
      Importance importance,
      Instant createdAt,
      Source source,
      Provenance provenance,
      Trust trust,
      List<String> tags,
      List<MemoryId> supersedes,
      boolean pending) {}
}
