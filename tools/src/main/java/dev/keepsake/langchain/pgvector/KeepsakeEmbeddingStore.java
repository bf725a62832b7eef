package dev.keepsake.langchain.pgvector;

import dev.keepsake.store.postgres.OwnerVectors;
import dev.keepsake.store.postgres.OwnerVectors.View;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// The active memories of one caller's user and scope, searched by LangChain4j's
/// [PgVectorEmbeddingStore]. To read only: what is remembered goes through the tools. Thread-safe.
///
/// ```java
/// EmbeddingStore<TextSegment> store = new KeepsakeEmbeddingStore(keepsake.vectors(), caller);
/// ContentRetriever retriever =
///     EmbeddingStoreContentRetriever.builder()
///         .embeddingStore(store)
///         .embeddingModel(new KeepsakeEmbeddingModel(keepsake::vectorOf))
///         .build();
/// ```
///
/// A segment's metadata are `memory_type`, `source`, `confidence`, `importance`, `provenance`,
/// `trust`, `conversation_id` and `created_at_ms`, by which a request may filter. For the ranking
/// of `query_memory`, by words too, see [dev.keepsake.langchain.KeepsakeContentRetriever].
public final class KeepsakeEmbeddingStore implements EmbeddingStore<TextSegment> {
  private final OwnerVectors vectors;
  private final Caller caller;

  /// @throws dev.keepsake.error.MemoryException if the caller names no user, or may not read
  public KeepsakeEmbeddingStore(OwnerVectors vectors, Caller caller) {
    caller.require(Right.READ);
    caller.requireUser();
    this.vectors = vectors;
    this.caller = caller;
  }

  /// The keys by which a request may filter.
  public static Set<String> keys() {
    return MemorySearch.COLUMNS.keySet();
  }

  /// Each memory once, by the part of its text that is nearest.
  ///
  /// @throws IllegalArgumentException if the query's vector is not of the dimension that is
  ///   searched, or the filter has a key that is none of [#keys]
  /// @throws dev.keepsake.error.MemoryException if the database does not answer
  @Override
  public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
    EmbeddingSearchRequest safe = safe(request);
    View view = vectors.active();
    var found = search(safe, view);
    if (found.isEmpty()) {
      View now = vectors.active(); // the one before may have been given up, and its vectors removed
      found = now.equals(view) ? found : search(safe, now);
    }
    return new EmbeddingSearchResult<>(found);
  }

  private List<EmbeddingMatch<TextSegment>> search(EmbeddingSearchRequest request, View view) {
    int given = request.queryEmbedding().dimension();
    if (given != view.dimension()) {
      throw new IllegalArgumentException(
          "the query's vector has %d dimensions, and those of the memories have %d"
              .formatted(given, view.dimension()));
    }
    return vectors
        .of(caller.tenant(), caller.requireUser())
        .map(source -> new MemorySearch(source, view).best(request))
        .orElse(List.of());
  }

  private static EmbeddingSearchRequest safe(EmbeddingSearchRequest request) {
    Filter filter = request.filter();
    return EmbeddingSearchRequest.builder()
        .query(request.query())
        .queryEmbedding(request.queryEmbedding())
        .maxResults(request.maxResults())
        .minScore(request.minScore())
        .filter(filter == null ? null : SafeFilter.of(filter, keys()))
        .build();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(
        "memories are saved and deleted by the tools alone, through the policy: save_memory,"
            + " delete_memory");
  }

  @Override
  public String add(Embedding embedding) {
    throw readOnly();
  }

  @Override
  public void add(String id, Embedding embedding) {
    throw readOnly();
  }

  @Override
  public String add(Embedding embedding, TextSegment embedded) {
    throw readOnly();
  }

  @Override
  public List<String> addAll(List<Embedding> embeddings) {
    throw readOnly();
  }

  @Override
  public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> embedded) {
    throw readOnly();
  }

  @Override
  public void removeAll(Collection<String> ids) {
    throw readOnly();
  }

  @Override
  public void removeAll(Filter filter) {
    throw readOnly();
  }

  @Override
  public void removeAll() {
    throw readOnly();
  }
}
