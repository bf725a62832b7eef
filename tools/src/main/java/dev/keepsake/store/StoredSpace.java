package dev.keepsake.store;

import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;

/// An embedding space as a database has it.
///
/// @param id its number there, which never changes
public record StoredSpace(long id, EmbeddingSpace space, EmbeddingProvider provider) {}
