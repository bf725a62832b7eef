package dev.keepsake.embed;

/// A model and the number of its dimensions. Vectors of different spaces are never compared.
///
/// @param model name with version, `all-minilm-l6-v2-q` for example; another quantisation of the
///   same model is another space
public record EmbeddingSpace(String model, int dimension) {

  public EmbeddingSpace {
    if (model.isBlank()) {
      throw new IllegalArgumentException("an embedding space needs its model's name");
    }
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension below 1: " + dimension);
    }
  }
}
