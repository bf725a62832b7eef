package dev.keepsake.rules;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A model that fails as the test says, and else gives every text a direction of its own.
final class ScriptedEmbedder implements Embedder {
  /// The texts of each call that asked for several.
  final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());

  volatile boolean loading;
  volatile boolean down;

  /// Run once, before the next batch is answered.
  private volatile Runnable interlude = () -> {};

  void interlude(Runnable next) {
    interlude = next;
  }

  @Override
  public EmbeddingSpace space() {
    return OnnxEmbedder.SPACE;
  }

  @Override
  public EmbedderState state() {
    return loading ? new EmbedderState.Loading() : new EmbedderState.Ready();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    if (loading || down || text.contains("unspeakable")) {
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "The model does not answer.");
    }
    return text.contains("elsewhere")
        ? vector(new EmbeddingSpace("another", 3), text)
        : vector(space(), text);
  }

  private static EmbeddedText vector(EmbeddingSpace space, String text) {
    var direction = new Random(text.hashCode());
    float[] values = new float[space.dimension()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) direction.nextGaussian();
    }
    return new EmbeddedText(space, List.of(Embedding.of(values)));
  }

  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    batches.add(List.copyOf(texts));
    Runnable now = interlude;
    interlude = () -> {};
    now.run();
    return texts.stream().map(text -> embed(text, patience)).toList();
  }

  @Override
  public void close() {
    // holds nothing
  }
}
