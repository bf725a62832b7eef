package dev.keepsake;

import dev.keepsake.embed.CachingEmbedder;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbeddingCacheSettings;
import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.LazyEmbedder;
import dev.keepsake.embed.MeasuredEmbedder;
import dev.keepsake.embed.MissingEmbedder;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.embed.openai.OpenAiEmbedder;
import dev.keepsake.metric.Metrics;
import dev.keepsake.store.StoredSpace;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Makes embedders by the settings; each loads when it is first asked.
///
/// @param home the data folder, in which the model of this process is unpacked
/// @param metrics told of every answer and every lookup in the cache
record EmbedderFactory(Path home, EmbeddingSettings settings, Metrics metrics) {

  /// Of the model that is set.
  Embedder configured() {
    EmbeddingSpace space = settings.space();
    return lazy(space, () -> start(settings.provider(), space));
  }

  /// The same without a cache, and loading at once.
  Embedder bare() {
    return start(settings.provider(), settings.space());
  }

  /// Of the model with which a store is still searched.
  Embedder other(StoredSpace stored) {
    EmbeddingSpace space = stored.space();
    return switch (stored.provider()) {
      case ONNX ->
          space.equals(OnnxEmbedder.SPACE)
              ? lazy(space, () -> start(EmbeddingProvider.ONNX, space))
              : new MissingEmbedder(
                  space,
                  "The memories are still searched with the model %s, which this program has not: run `keepsake reembed`."
                      .formatted(space.model()));
      case OPENAI ->
          settings.endpoint().isPresent()
              ? lazy(space, () -> start(EmbeddingProvider.OPENAI, space))
              : new MissingEmbedder(
                  space,
                  "The memories are still searched with the model %s: set OPENAI_API_KEY (and OPENAI_BASE_URL) as before until the new model has made all vectors, or run `keepsake reembed`."
                      .formatted(space.model()));
    };
  }

  private Embedder lazy(EmbeddingSpace space, Supplier<Embedder> maker) {
    var cache =
        new EmbeddingCacheSettings(settings.cache(), EmbeddingCacheSettings.DEFAULTS.maxBytes());
    return new LazyEmbedder(
        space,
        () -> CachingEmbedder.around(new MeasuredEmbedder(maker.get(), metrics), cache, metrics));
  }

  private Embedder start(EmbeddingProvider provider, EmbeddingSpace space) {
    return switch (provider) {
      case ONNX -> OnnxEmbedder.start(home.resolve("native"), OnnxSettings.defaults());
      case OPENAI -> new OpenAiEmbedder(settings.endpoint().orElseThrow(), space);
    };
  }
}
