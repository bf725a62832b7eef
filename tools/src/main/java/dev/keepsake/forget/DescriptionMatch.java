package dev.keepsake.forget;

import dev.keepsake.embed.Embedding;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Similarity;
import dev.keepsake.query.ScoreParts;
import dev.keepsake.query.UserIndex;
import dev.keepsake.store.MemoryFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which memories a description means. Pure but for the index that it asks.
///
/// Words alone never make a memory unmistakable: a description of one word is in many a memory that
/// it does not mean.
final class DescriptionMatch {
  /// At least this close a memory is meant, see `eval/decisions/0004-delete-match.md`.
  private static final Similarity MEANT = new Similarity(0.60);

  /// At least this score a memory may be meant, see the same page.
  private static final double POSSIBLE = 0.25;

  private static final int SHOWN = 10;

  private DescriptionMatch() {}

  /// @param similarity empty where one of the two has no vector
  record Match(Memory memory, Optional<Similarity> similarity, boolean unmistakable) {}

  /// Those that may be meant, the likeliest first.
  ///
  /// @param vector of the description; empty where the model did not answer
  /// @param open writes that may be meant too
  static List<Match> find(
      UserIndex index,
      String description,
      Optional<Embedding> vector,
      List<Memory> open,
      Instant now) {
    ContentHash words = new Content(description).hash();
    return index
        .best(description, vector, open, MemoryFilter.ALL, now, POSSIBLE, SHOWN)
        .found()
        .stream()
        .map(found -> match(found.memory(), found.parts(), words))
        .toList();
  }

  private static Match match(Memory memory, ScoreParts parts, ContentHash words) {
    boolean close = parts.cosine().filter(cosine -> cosine.atLeast(MEANT)).isPresent();
    boolean same = memory.content().hash().equals(words);
    return new Match(memory, parts.cosine(), close || same);
  }
}
