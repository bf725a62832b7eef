package dev.keepsake.query;

import java.time.Duration;

/// How searches are answered.
///
/// @param indexBytes how much memory the indexes of all users may take together before the least
///   recently used go; default 256 MiB
/// @param patience how long a search waits for the embedding model before it goes by words alone; 3
///   s
public record QuerySettings(long indexBytes, Duration patience) {
  public static final QuerySettings DEFAULTS = new QuerySettings(256L << 20, Duration.ofSeconds(3));
}
