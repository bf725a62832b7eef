/// The embedder of embedded mode: MiniLM in this process, on ONNX Runtime, with its tokenizer. It
/// touches no network.
///
/// It may not know who asks or what is stored. Start reading at `OnnxEmbedder` (threads, queue,
/// patience); `MiniLm` is the model itself, `TokenWindows` the chunking, `UnpackedFiles` what lies
/// in the data folder.
@NullMarked
package dev.keepsake.embed.onnx;

import org.jspecify.annotations.NullMarked;
