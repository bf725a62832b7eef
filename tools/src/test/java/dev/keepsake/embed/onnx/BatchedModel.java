package dev.keepsake.embed.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.keepsake.embed.Embedding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The same model with several padded texts a run, to show what that would do to their vectors.
final class BatchedModel implements AutoCloseable {
  private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;

  BatchedModel(Path model) throws OrtException, IOException {
    this.session = runtime.createSession(model.toString(), SessionShape.CHOSEN.options());
    try (InputStream in = UnpackedFiles.tokenizer()) {
      this.tokenizer =
          HuggingFaceTokenizer.newInstance(in, Map.of("truncation", "false", "padding", "false"));
    }
  }

  List<Embedding> embed(List<String> texts) throws OrtException {
    List<long[]> ids = texts.stream().map(text -> tokenizer.encode(text).getIds()).toList();
    int width = ids.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[][] tokens = new long[ids.size()][];
    long[][] mask = new long[ids.size()][width];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = Arrays.copyOf(ids.get(i), width);
      Arrays.fill(mask[i], 0, ids.get(i).length, 1);
    }
    try (OnnxTensor t = OnnxTensor.createTensor(runtime, tokens);
        OnnxTensor m = OnnxTensor.createTensor(runtime, mask);
        OnnxTensor z = OnnxTensor.createTensor(runtime, new long[ids.size()][width]);
        var result =
            session.run(Map.of("input_ids", t, "attention_mask", m, "token_type_ids", z))) {
      return means((float[][][]) result.get(0).getValue(), ids);
    }
  }

  private static List<Embedding> means(float[][][] layer, List<long[]> ids) {
    List<Embedding> means = new ArrayList<>();
    for (int i = 0; i < layer.length; i++) {
      float[] sum = new float[MiniLm.SPACE.dimension()];
      for (int token = 0; token < ids.get(i).length; token++) {
        for (int d = 0; d < sum.length; d++) {
          sum[d] += layer[i][token][d];
        }
      }
      means.add(Embedding.of(sum));
    }
    return means;
  }

  @Override
  public void close() throws OrtException {
    tokenizer.close();
    session.close();
  }
}
