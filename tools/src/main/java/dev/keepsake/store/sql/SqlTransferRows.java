package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.TransferRows;
import dev.keepsake.store.WholeMemory;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Adds whole memories on the connection of a write transaction.
final class SqlTransferRows extends SqlTransfer implements TransferRows {
  private final Moment moment;

  SqlTransferRows(Sql sql, StoredSpace space, Moment moment) {
    super(sql, space);
    this.moment = moment;
  }

  @Override
  public void insert(List<WholeMemory> memories, ClientId client) {
    PreparedBatch rows = sql.batch("insert_whole_memory");
    PreparedBatch vectors = sql.batch("insert_embedding");
    for (WholeMemory memory : memories) {
      addRow(rows, memory, client);
      memory.vector().ifPresent(vector -> addVector(vectors, memory.memory(), vector));
      if (memory.memory().embedding().awaited()) {
        moment.leavesOpen(JobKind.EMBEDDINGS);
      }
    }
    try {
      rows.execute();
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause && sql.dialect().isDuplicate(cause)) {
        throw new MemoryException(ErrorCode.INTERNAL, "A memory to be stored is there already.", e);
      }
      throw e;
    }
    vectors.execute();
  }

  private void addRow(PreparedBatch rows, WholeMemory whole, ClientId client) {
    Memory memory = whole.memory();
    bindStatement(rows, memory);
    bindOrigin(rows, memory);
    bindLifetime(rows, whole);
    bindAnnotations(rows, whole);
    rows.bind("id", memory.id().value())
        .bind("user_id", memory.owner().user().value())
        .bind("organization_id", moment.organization())
        .bind("scope", memory.owner().scope().value())
        .bind("client_id", client.value())
        .bind("status", memory.status().wireName())
        .bind("superseded_by", memory.supersededBy().map(MemoryId::value))
        .bind("embedding_status", memory.embedding().wireName())
        .bind("embedding_model", whole.vector().map(vector -> vector.space().model()))
        .bind("embedding_updated_at", whole.vector().map(_ -> moment.at()))
        .bind("revision", moment.nextRevision())
        .add();
  }

  private static void bindStatement(PreparedBatch rows, Memory memory) {
    var statement = memory.statement();
    rows.bind("memory_type", statement.type().wireName())
        .bind("content", statement.content().text())
        .bind("content_hash", statement.content().hash().hex())
        .bind("tags", Row.json(statement.tags()))
        .bind("confidence", statement.confidence().value())
        .bind("importance", statement.importance().value());
  }

  private static void bindOrigin(PreparedBatch rows, Memory memory) {
    var origin = memory.origin();
    rows.bind("source", origin.source().wireName())
        .bind("source_conversation_id", origin.conversation().map(ConversationId::value))
        .bind("source_message_id", origin.message())
        .bind("provenance", origin.provenance().wireName())
        .bind("trust", origin.trust().wireName())
        .bind("extraction_type", origin.extraction().wireName());
  }

  private static void bindLifetime(PreparedBatch rows, WholeMemory whole) {
    var lifetime = whole.memory().lifetime();
    rows.bind("recorded_at", lifetime.recordedAt())
        .bind("superseded_at", lifetime.supersededAt())
        .bind("valid_from", lifetime.validFrom())
        .bind("valid_to", lifetime.validTo())
        .bind("expires_at", lifetime.expiresAt())
        .bind("created_at", lifetime.createdAt())
        .bind("updated_at", lifetime.updatedAt())
        .bind("accessed_at", whole.accessedAt())
        .bind("access_count", whole.accessCount())
        .bind("deleted_at", whole.deletedAt());
  }

  private static void bindAnnotations(PreparedBatch rows, WholeMemory whole) {
    var annotations = whole.annotations();
    rows.bind("title", annotations.title())
        .bind("metadata", annotations.metadata())
        .bind("filter_tags", annotations.filterTags())
        .bind("source_id", annotations.sourceId())
        .bind("related_memories", Row.json(annotations.related()))
        .bind("project", annotations.project())
        .bind("author", annotations.author())
        .bind("emotional_score", annotations.emotionalScore());
  }

  private void addVector(PreparedBatch vectors, Memory memory, EmbeddedText vector) {
    new VectorRows(space, sql.dialect())
        .each(memory.owner().user(), memory.id(), vector, () -> vectors, batch -> batch.add());
  }
}
