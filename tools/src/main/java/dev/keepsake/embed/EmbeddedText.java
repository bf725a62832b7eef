package dev.keepsake.embed;

import java.util.List;

public record EmbeddedText(EmbeddingSpace space, List<Embedding> chunks) {
  public boolean whole() {
    return chunks.size() == 1;
  }

  public Embedding first() {
    return chunks.getFirst();
  }
}
