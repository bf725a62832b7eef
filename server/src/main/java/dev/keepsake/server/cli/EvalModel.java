package dev.keepsake.server.cli;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.config.Settings;
import java.time.Duration;

/// The model that is measured with: the product's own, unpacked where the product looks for it.
final class EvalModel {
  /// A model that is not there by then would leave memories without vectors, and the figures would
  /// not be the product's.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private EvalModel() {}

  static Embedder start(Settings settings) {
    return OnnxEmbedder.start(
        settings.keepsake().home().resolve("native"), OnnxSettings.defaults());
  }

  /// One that has answered.
  ///
  /// @throws NotMeasured if it does not
  static Embedder ready(Settings settings) {
    Embedder embedder = start(settings);
    try {
      embedder.embed("ready", PATIENCE);
      return embedder;
    } catch (MemoryException e) {
      embedder.close();
      throw new NotMeasured("Nothing was measured: " + e.getMessage(), e);
    }
  }
}
