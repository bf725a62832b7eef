package dev.keepsake.embed;

import dev.keepsake.memory.WireName;

/// Who makes the vectors of a space.
public enum EmbeddingProvider implements WireName {
  /// The model in this process.
  ONNX("onnx"),
  /// An endpoint that speaks as OpenAI's does.
  OPENAI("openai");

  private final String wireName;

  EmbeddingProvider(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
