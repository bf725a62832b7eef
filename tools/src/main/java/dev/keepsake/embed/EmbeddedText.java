package dev.keepsake.embed;

import java.util.List;

/// What the model made of one text.
///
/// @param chunks in the order of the text, at least one; more than one where the text is longer
///   than the model's window
/// @param whole whether the vector has seen every word of the text. Only then does a cosine near 1
///   say anything about sameness: two texts that differ where the model is blind (after its window,
///   in an emoji or a word it has no token for) have the same vector
public record EmbeddedText(EmbeddingSpace space, List<Embedding> chunks, boolean whole) {

  public EmbeddedText {
    chunks = List.copyOf(chunks);
    if (chunks.isEmpty()) {
      throw new IllegalArgumentException("an embedded text has at least one chunk");
    }
    if (whole && chunks.size() > 1) {
      throw new IllegalArgumentException("a text in " + chunks.size() + " chunks is not whole");
    }
    for (Embedding chunk : chunks) {
      if (chunk.dimension() != space.dimension()) {
        throw new IllegalArgumentException(
            "a chunk of %d dimensions in a space of %d"
                .formatted(chunk.dimension(), space.dimension()));
      }
    }
  }

  /// A text of which the model has a token for every word: whole if it is one chunk.
  public EmbeddedText(EmbeddingSpace space, List<Embedding> chunks) {
    this(space, chunks, chunks.size() == 1);
  }

  public Embedding first() {
    return chunks.getFirst();
  }
}
