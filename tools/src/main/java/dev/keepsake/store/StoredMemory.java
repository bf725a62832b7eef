package dev.keepsake.store;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.memory.Memory;
import java.util.Optional;

/// A memory with its vector in the embedding space that is searched.
///
/// @param vector empty while it is not made yet
public record StoredMemory(Memory memory, Optional<EmbeddedText> vector) {}
