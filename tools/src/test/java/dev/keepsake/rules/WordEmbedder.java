package dev.keepsake.rules;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// A model that knows words and not what they mean: each has a direction of its own. Takes no time,
/// where a test needs thousands of vectors and not what they say.
class WordEmbedder implements Embedder {
  private final EmbeddingSpace space;

  /// In the place of the real model.
  WordEmbedder() {
    this(OnnxEmbedder.SPACE);
  }

  /// Another model: the same word has another direction in another space.
  WordEmbedder(EmbeddingSpace space) {
    this.space = space;
  }

  @Override
  public EmbeddingSpace space() {
    return space;
  }

  @Override
  public EmbedderState state() {
    return new EmbedderState.Ready();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    float[] sum = new float[space().dimension()];
    for (String word : text.split(" ")) {
      var direction = new Random(word.hashCode() ^ space.model().hashCode());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) direction.nextGaussian();
      }
    }
    return new EmbeddedText(space(), List.of(Embedding.of(sum)));
  }

  @Override
  public void close() {
    // holds nothing
  }
}
