package dev.keepsake.embed.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/// How ONNX Runtime runs one text.
///
/// @param threads that share one text; parallelism comes from running several texts at once instead
/// @param spinning whether idle threads of the runtime burn their core while waiting
/// @param arena whether native memory once used is kept for the next run
record SessionShape(int threads, boolean spinning, boolean arena) {

  /// See `eval/decisions/0003-embedder-threads.md`.
  static final SessionShape CHOSEN = new SessionShape(1, false, false);

  SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
    options.setCPUArenaAllocator(arena);
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    return options;
  }
}
