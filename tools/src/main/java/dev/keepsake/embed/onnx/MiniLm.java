package dev.keepsake.embed.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// all-MiniLM-L6-v2, quantised to 8 bits: the mean of the last layer over all tokens, brought to
/// length 1, as its authors use it. One text a run: the activations are quantised over the whole
/// input, so a text's vector would depend on what it was batched with.
final class MiniLm implements EmbeddingModel {
  static final EmbeddingSpace SPACE = new EmbeddingSpace("all-minilm-l6-v2-q", 384);

  private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final TokenWindows windows;

  private MiniLm(OrtSession session, HuggingFaceTokenizer tokenizer) {
    this.session = session;
    this.tokenizer = tokenizer;
    long[] specials = tokenizer.encode("", true, false).getIds();
    this.windows = new TokenWindows(specials[0], specials[1]);
  }

  static MiniLm load(Path folder, SessionShape shape) throws ModelLoadException {
    UnpackedFiles files = unpack(folder);
    files.announce(); // before the first class of either library
    try {
      HuggingFaceTokenizer tokenizer = openTokenizer();
      return new MiniLm(openSession(files.model(), shape), tokenizer);
    } catch (LinkageError e) {
      throw new ModelLoadException(
          "the native libraries in "
              + files.folder()
              + " cannot be loaded on this machine (a folder mounted noexec, another processor): "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new ModelLoadException("the tokenizer cannot be read: " + e.getMessage(), e);
    }
  }

  private static UnpackedFiles unpack(Path folder) throws ModelLoadException {
    try {
      return UnpackedFiles.in(folder);
    } catch (IOException e) {
      throw new ModelLoadException(
          "the embedding model cannot be unpacked, since the folder "
              + folder
              + " cannot be written; give this process the right to write there: "
              + e,
          e);
    }
  }

  private static HuggingFaceTokenizer openTokenizer() throws IOException {
    Map<String, String> wholeTexts = Map.of("truncation", "false", "padding", "false");
    try (InputStream in = UnpackedFiles.tokenizer()) {
      return HuggingFaceTokenizer.newInstance(in, wholeTexts);
    }
  }

  private static OrtSession openSession(Path model, SessionShape shape) throws ModelLoadException {
    // by its path, not by its bytes: 45 MB less in memory, 100 ms sooner
    try (OrtSession.SessionOptions options = shape.options()) {
      return OrtEnvironment.getEnvironment().createSession(model.toString(), options);
    } catch (OrtException e) {
      throw new ModelLoadException(
          "the model file "
              + model
              + " is damaged; delete it, the next start unpacks it again: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public EmbeddedText embed(String text) throws InterruptedException {
    String readable = readable(text);
    Encoding encoding = tokenizer.encode(readable, false, false);
    List<Embedding> chunks = new ArrayList<>();
    for (long[] window : windows.cut(encoding)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("given up by its caller");
      }
      chunks.add(run(window));
    }
    boolean whole =
        chunks.size() == 1 && readable.equals(text) && TokenWindows.everyWordKnown(encoding);
    return new EmbeddedText(SPACE, chunks, whole);
  }

  /// Half a surrogate pair is no character, and native code is not to be trusted with it.
  private static String readable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8); // puts ? for it
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Embedding run(long[] ids) {
    long[] shape = {1, ids.length};
    try (OnnxTensor tokens = tensor(ids, shape);
        OnnxTensor mask = tensor(filled(ids.length, 1), shape);
        OnnxTensor types = tensor(filled(ids.length, 0), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      OnnxTensor layer = (OnnxTensor) result.get(0);
      return Embedding.of(mean(layer.getFloatBuffer(), ids.length));
    } catch (OrtException e) {
      throw new MemoryException(
          ErrorCode.EMBEDDER_UNAVAILABLE, "The embedding model failed on this text.", e);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    LongBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .asLongBuffer();
    return OnnxTensor.createTensor(runtime, buffer.put(values).flip(), shape);
  }

  private static long[] filled(int length, long value) {
    long[] values = new long[length];
    Arrays.fill(values, value);
    return values;
  }

  /// Every token counts: without padding the attention mask is all ones.
  private static float[] mean(FloatBuffer layer, int tokens) {
    float[] sum = new float[SPACE.dimension()];
    float[] token = new float[SPACE.dimension()];
    for (int i = 0; i < tokens; i++) {
      layer.get(token);
      for (int d = 0; d < sum.length; d++) {
        sum[d] += token[d];
      }
    }
    return sum; // its direction is the mean's
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model's session cannot be closed", e);
    }
  }
}
