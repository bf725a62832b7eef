package dev.keepsake;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.embed.openai.OpenAiEmbedder;
import java.nio.file.Path;

/// Starts embedding models by the settings.
///
/// @param home the data folder, in which the model of this process is unpacked
record EmbedderFactory(Path home, EmbeddingSettings settings) {

  Embedder configured() {
    return start(settings.provider(), settings.space());
  }

  /// The model in this process.
  Embedder local() {
    return OnnxEmbedder.start(home.resolve("native"), OnnxSettings.defaults());
  }

  private Embedder start(EmbeddingProvider provider, EmbeddingSpace space) {
    return switch (provider) {
      case ONNX -> local();
      case OPENAI -> new OpenAiEmbedder(settings.endpoint().orElseThrow(), space);
    };
  }
}
