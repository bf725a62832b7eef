package dev.keepsake.langchain.pgvector;

import dev.keepsake.store.postgres.OwnerVectors;
import dev.keepsake.store.postgres.OwnerVectors.View;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.pgvector.DefaultMetadataStorageConfig;
import dev.langchain4j.store.embedding.pgvector.MetadataStorageConfig;
import dev.langchain4j.store.embedding.pgvector.MetadataStorageMode;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Searches a view, which has a row for each part of a memory's text, for memories.
final class MemorySearch {
  /// Of the view, with their types: what a segment's metadata are.
  static final Map<String, String> COLUMNS = columns();

  private final DataSource source;
  private final View view;

  MemorySearch(DataSource source, View view) {
    this.source = source;
    this.view = view;
  }

  private static Map<String, String> columns() {
    var columns = new LinkedHashMap<String, String>();
    columns.put("memory_type", "text");
    columns.put("source", "text");
    columns.put("confidence", "double precision");
    columns.put("importance", "double precision");
    columns.put("provenance", "text");
    columns.put("trust", "text");
    columns.put("conversation_id", "text");
    columns.put("created_at_ms", "bigint");
    return Collections.unmodifiableMap(columns);
  }

  /// Each memory once, by its nearest part; the nearest memory first.
  ///
  /// @throws dev.keepsake.error.MemoryException if the database does not answer
  List<EmbeddingMatch<TextSegment>> best(EmbeddingSearchRequest request) {
    try {
      return best(store(), request);
    } catch (RuntimeException e) {
      throw e.getCause() instanceof SQLException failure ? OwnerVectors.refusal(failure) : e;
    }
  }

  /// Asks for twice as many rows, and twice as many again, until they are enough memories.
  private static List<EmbeddingMatch<TextSegment>> best(
      PgVectorEmbeddingStore store, EmbeddingSearchRequest request) {
    int most = request.maxResults();
    for (long rows = 2L * most; ; rows *= 2) {
      var parts = store.search(more(request, rows)).matches();
      var memories =
          parts.stream()
              .collect(
                  Collectors.toMap(
                      EmbeddingMatch::embeddingId,
                      Function.identity(),
                      (nearest, _) -> nearest,
                      LinkedHashMap::new));
      if (memories.size() >= most || parts.size() < rows) {
        return memories.values().stream().limit(most).toList();
      }
    }
  }

  private static EmbeddingSearchRequest more(EmbeddingSearchRequest request, long rows) {
    return EmbeddingSearchRequest.builder()
        .query(request.query())
        .queryEmbedding(request.queryEmbedding())
        .maxResults((int) Math.min(rows, Integer.MAX_VALUE))
        .minScore(request.minScore())
        .filter(request.filter())
        .build();
  }

  private PgVectorEmbeddingStore store() {
    return PgVectorEmbeddingStore.datasourceBuilder()
        .datasource(source)
        .table(view.view())
        .dimension(view.dimension())
        .createTable(false)
        .dropTableFirst(false)
        .useIndex(false)
        .skipCreateVectorExtension(true)
        .metadataStorageConfig(metadata())
        .build();
  }

  private static MetadataStorageConfig metadata() {
    return DefaultMetadataStorageConfig.builder()
        .storageMode(MetadataStorageMode.COLUMN_PER_KEY)
        .columnDefinitions(
            COLUMNS.entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue() + " null")
                .toList())
        .build();
  }
}
