package dev.keepsake;

import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import java.util.Optional;

/// Which model makes the vectors.
///
/// @param endpoint where models are that are not in this process; needed by `OPENAI`, and by a
///   store that is still searched with such a model
/// @param cache whether the vectors of recent texts are kept in memory
public record EmbeddingSettings(
    EmbeddingProvider provider,
    EmbeddingSpace space,
    Optional<OpenAiEndpoint> endpoint,
    boolean cache) {

  /// The model in this process, with a cache.
  public static final EmbeddingSettings DEFAULTS =
      new EmbeddingSettings(EmbeddingProvider.ONNX, OnnxEmbedder.SPACE, Optional.empty(), true);

  /// @throws IllegalArgumentException if the provider has no such model
  public EmbeddingSettings {
    boolean possible =
        switch (provider) {
          case ONNX -> space.equals(OnnxEmbedder.SPACE);
          case OPENAI -> endpoint.isPresent();
        };
    if (!possible) {
      throw new IllegalArgumentException("no " + provider.wireName() + " gives " + space);
    }
  }
}
