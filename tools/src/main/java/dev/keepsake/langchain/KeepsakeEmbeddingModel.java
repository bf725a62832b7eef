package dev.keepsake.langchain;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.function.Function;

/// The memory's own embedding model for LangChain4j, so that a query has a vector of the space that
/// is searched. Thread-safe.
public final class KeepsakeEmbeddingModel implements EmbeddingModel {
  private final Function<String, dev.keepsake.embed.Embedding> model;

  /// @param model `keepsake::vectorOf`
  public KeepsakeEmbeddingModel(Function<String, dev.keepsake.embed.Embedding> model) {
    this.model = model;
  }

  /// @throws dev.keepsake.error.MemoryException if the model does not answer
  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    return Response.from(
        segments.stream()
            .map(segment -> Embedding.from(model.apply(segment.text()).toArray()))
            .toList());
  }
}
