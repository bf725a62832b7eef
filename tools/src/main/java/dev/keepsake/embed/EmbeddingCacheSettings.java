package dev.keepsake.embed;

/// Whether and how much the embeddings of texts are remembered in memory.
///
/// @param maxBytes estimated size of all entries together; a short text takes about 2 kB
public record EmbeddingCacheSettings(boolean enabled, long maxBytes) {

  /// On, 32 MiB: some 15,000 short texts. Agents ask the same question again within a conversation;
  /// more than that is not worth the memory, since a text takes a few milliseconds.
  public static final EmbeddingCacheSettings DEFAULTS =
      new EmbeddingCacheSettings(true, 32L * 1024 * 1024);

  public EmbeddingCacheSettings {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("max bytes of the embedding cache below 1: " + maxBytes);
    }
  }
}
