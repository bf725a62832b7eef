package dev.keepsake.embed.onnx;

import dev.keepsake.embed.EmbeddedText;

/// A loaded model. Safe for use by many threads.
interface EmbeddingModel extends AutoCloseable {

  /// @throws InterruptedException if the thread is interrupted between two chunks of a long text
  EmbeddedText embed(String text) throws InterruptedException;

  /// Only when no call is under way: the memory is native.
  @Override
  void close();

  /// Makes the model ready; slow.
  @FunctionalInterface
  interface Loader {

    /// @throws ModelLoadException if that cannot work in this process
    EmbeddingModel load() throws ModelLoadException;
  }
}
