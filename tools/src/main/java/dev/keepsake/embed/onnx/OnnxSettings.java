package dev.keepsake.embed.onnx;

/// How much of the machine the in-process model may take. Measured in
/// `eval/decisions/0003-embedder-threads.md`.
///
/// @param threads texts that are embedded at the same time, each by one thread; 1 to 64
/// @param queueCapacity texts that may wait for one of them; beyond that callers are told so
public record OnnxSettings(int threads, int queueCapacity) {
  private static final int MAX_DEFAULT_THREADS = 4;
  private static final int DEFAULT_QUEUE_CAPACITY = 256;

  public OnnxSettings {
    if (threads < 1 || threads > 64) {
      throw new IllegalArgumentException("embedding threads outside 1 to 64: " + threads);
    }
    if (queueCapacity < 1) {
      throw new IllegalArgumentException("embedding queue capacity below 1: " + queueCapacity);
    }
  }

  /// One thread a core, at most four, and a queue of 256: on two busy cores about half a second of
  /// short texts.
  public static OnnxSettings defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new OnnxSettings(Math.clamp(cores, 1, MAX_DEFAULT_THREADS), DEFAULT_QUEUE_CAPACITY);
  }
}
