package dev.keepsake.query;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Trust;
import dev.keepsake.tool.Doc;
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
    @Doc("The memories.") List<Hit> memories,
    @Doc("How many there are in all.") long totalCount,
    @Doc("How long the search took, in milliseconds.") long searchTimeMs,
    @Doc("Where the list goes on; absent at its end.") Optional<String> nextCursor,
    @Doc("What to know about this answer, such as that it was searched by words alone.")
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
      @Doc("The id of the memory.") MemoryId id,
      @Doc("What is remembered.") String content,
      @Doc("What kind of statement it is.") MemoryType type,
      @Doc("How well it fits the query, from 0 to 1.") Optional<Double> score,
      @Doc("How sure whoever wrote it was, from 0 to 1.") Confidence confidence,
      @Doc("How much it matters, from 0 to 1.") Importance importance,
      @Doc("When it was created.") Instant createdAt,
      @Doc("Where it comes from, in the caller's words.") Source source,
      @Doc("What the server knows about where it came from.") Provenance provenance,
      @Doc("How far it may be relied on.") Trust trust,
      @Doc("Words to filter by.") List<String> tags,
      @Doc("The memory or memories that were replaced.") List<MemoryId> supersedes,
      @Doc("Whether it still waits for its decision or its vector.") boolean pending) {}
}
