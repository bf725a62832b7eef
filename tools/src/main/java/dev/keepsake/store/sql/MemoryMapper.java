package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.StoredMemory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Rows of `memory_items` as memories.
final class MemoryMapper {
  private MemoryMapper() {}

  /// Reads rows that are a memory and one of its chunks each, the chunks of a memory one after the
  /// other.
  static void each(Row row, EmbeddingSpace space, Consumer<StoredMemory> consumer)
      throws SQLException {
    each(
        row,
        space,
        MemoryMapper::memory,
        (memory, vector) -> consumer.accept(new StoredMemory(memory, vector)));
  }

  /// What is read of a memory's first row.
  interface Head<M> {
    M read(Row row) throws SQLException;
  }

  static <M> void each(
      Row row, EmbeddingSpace space, Head<M> head, BiConsumer<M, Optional<EmbeddedText>> consumer)
      throws SQLException {
    boolean more = row.next();
    while (more) {
      UUID id = row.id("id");
      M memory = head.read(row);
      var chunks = new ArrayList<Embedding>(1);
      boolean whole = !row.missing("whole") && row.flag("whole");
      do {
        if (!row.missing("embedding")) {
          chunks.add(row.vector("embedding"));
        }
        more = row.next();
      } while (more && row.id("id").equals(id));
      consumer.accept(
          memory,
          chunks.isEmpty()
              ? Optional.empty()
              : Optional.of(new EmbeddedText(space, chunks, whole)));
    }
  }

  static Memory memory(Row row) throws SQLException {
    return new Memory(
        new MemoryId(row.id("id")),
        new Owner(new UserId(row.id("user_id")), new Scope(row.text("scope"))),
        statement(row),
        origin(row),
        lifetime(row),
        row.word("status", Status.class),
        row.findId("superseded_by").map(MemoryId::new),
        row.word("embedding_status", EmbeddingStatus.class),
        row.number("revision"));
  }

  private static Statement statement(Row row) throws SQLException {
    return new Statement(
        row.word("memory_type", MemoryType.class),
        new Content(row.text("content")),
        new Confidence(row.decimal("confidence")),
        new Importance(row.decimal("importance")),
        row.strings("tags"));
  }

  private static Origin origin(Row row) throws SQLException {
    return new Origin(
        row.word("source", Source.class),
        row.word("provenance", Provenance.class),
        row.word("trust", Trust.class),
        row.word("extraction_type", ExtractionType.class),
        new ClientId(row.id("client_id")),
        row.findText("source_conversation_id").map(ConversationId::new),
        row.findText("source_message_id"));
  }

  private static Lifetime lifetime(Row row) throws SQLException {
    return new Lifetime(
        row.moment("recorded_at"),
        row.findMoment("superseded_at"),
        row.moment("valid_from"),
        row.findMoment("valid_to"),
        row.findMoment("expires_at"),
        row.moment("created_at"),
        row.moment("updated_at"));
  }
}
