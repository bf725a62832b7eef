package dev.keepsake.eval.dataset;

import dev.keepsake.memory.MemoryType;
import java.util.List;
import java.util.Set;

/// A memory that ought to be written, or must not be.
///
/// @param contentKeywords all must occur in the memory; not empty
/// @param types those that are right; empty if any is
/// @param shouldWrite false: a memory that matches is a false positive, and this does not count for
///   recall
/// @param supersedesKeywords all must occur in the memory that is replaced; empty if none need be
public record ExpectedWrite(
    List<Keyword> contentKeywords,
    Set<MemoryType> types,
    boolean shouldWrite,
    List<Keyword> supersedesKeywords) {
  public ExpectedWrite {
    contentKeywords = List.copyOf(contentKeywords);
    types = Set.copyOf(types);
    supersedesKeywords = List.copyOf(supersedesKeywords);
  }
}
