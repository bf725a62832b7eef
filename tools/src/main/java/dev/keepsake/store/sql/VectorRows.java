package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.StoredSpace;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.SqlStatement;

/// The rows of `memory_embeddings` that a vector takes: one for each chunk.
record VectorRows(StoredSpace space, Dialect dialect) {

  /// @param statement gives the one that a row is bound to
  /// @param bound takes it when it is
  <S extends SqlStatement<S>> void each(
      UserId user, MemoryId id, EmbeddedText vector, Supplier<S> statement, Consumer<S> bound) {
    if (!vector.space().equals(space.space())) {
      throw new IllegalArgumentException(
          "a vector of " + vector.space() + " does not belong into " + space.space());
    }
    for (int chunk = 0; chunk < vector.chunks().size(); chunk++) {
      bound.accept(
          statement
              .get()
              .bind("user_id", user.value())
              .bind("memory_id", id.value())
              .bind("space", space.id())
              .bind("chunk", chunk)
              .bind("whole", vector.whole())
              .bind("embedding", dialect.vector(vector.chunks().get(chunk))));
    }
  }
}
