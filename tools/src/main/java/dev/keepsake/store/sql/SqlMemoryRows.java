package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.MemoryRows;
import dev.keepsake.store.StoredSpace;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/// Changes `memory_items` and `memory_embeddings` on the connection of a write transaction.
final class SqlMemoryRows extends SqlMemories implements MemoryRows {
  private final Moment moment;

  SqlMemoryRows(Sql sql, StoredSpace space, Moment moment) {
    super(sql, space);
    this.moment = moment;
  }

  @Override
  public void insert(Memory memory, Annotations annotations, Optional<EmbeddedText> vector) {
    try {
      insertRow(memory, annotations, vector).execute();
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause && sql.dialect().isDuplicate(cause)) {
        throw new MemoryException(
            ErrorCode.INTERNAL, "An active memory already says exactly this.", e);
      }
      throw e;
    }
    vector.ifPresentOrElse(
        v -> insertVector(memory.owner(), memory.id(), v),
        () -> moment.leavesOpen(JobKind.EMBEDDINGS));
  }

  private Update insertRow(Memory memory, Annotations annotations, Optional<EmbeddedText> vector) {
    var statement = memory.statement();
    var origin = memory.origin();
    return stamped("insert_memory", memory.owner(), memory.id())
        .bind("organization_id", moment.organization())
        .bind("memory_type", statement.type().wireName())
        .bind("content", statement.content().text())
        .bind("content_hash", statement.content().hash().hex())
        .bind("tags", Row.json(statement.tags()))
        .bind("title", annotations.title())
        .bind("metadata", annotations.metadata())
        .bind("filter_tags", annotations.filterTags())
        .bind("source_id", annotations.sourceId())
        .bind("related_memories", Row.json(annotations.related()))
        .bind("source", origin.source().wireName())
        .bind("source_conversation_id", origin.conversation().map(ConversationId::value))
        .bind("source_message_id", origin.message())
        .bind("confidence", statement.confidence().value())
        .bind("importance", statement.importance().value())
        .bind("provenance", origin.provenance().wireName())
        .bind("trust", origin.trust().wireName())
        .bind("extraction_type", origin.extraction().wireName())
        .bind("client_id", origin.client().value())
        .bind("valid_from", memory.lifetime().validFrom())
        .bind("valid_to", memory.lifetime().validTo())
        .bind("expires_at", memory.lifetime().expiresAt())
        .bind("embedding_status", memory.embedding().wireName())
        .bind("embedding_model", vector.map(v -> v.space().model()))
        .bind("embedding_updated_at", vector.map(_ -> moment.at()));
  }

  @Override
  public void supersede(Owner owner, MemoryId replaced, MemoryId by, ClientId client) {
    one(
        changed("supersede_memory", owner, replaced)
            .bind("by", by.value())
            .bind("client_id", client.value()),
        replaced);
  }

  @Override
  public void delete(Owner owner, MemoryId id, ClientId client) {
    one(changed("delete_memory", owner, id).bind("client_id", client.value()), id);
  }

  @Override
  public void restore(Owner owner, MemoryId id, ClientId client) {
    moment.leavesOpen(JobKind.EMBEDDINGS); // its vector may be one of another model
    one(
        changed("restore_memory", owner, id)
            .bind("client_id", client.value())
            .bind("space", space.id()),
        id);
  }

  @Override
  public boolean embed(Owner owner, MemoryId id, EmbeddedText vector) {
    if (!vector.space().equals(space.space())) {
      return false;
    }
    boolean missing =
        changed("complete_embedding", owner, id)
                .bind("embedding_model", vector.space().model())
                .execute()
            == 1;
    if (missing) {
      // it may have got one while its space was being filled
      sql.update("delete_vector")
          .bind("user_id", owner.user().value())
          .bind("memory_id", id.value())
          .bind("space", space.id())
          .execute();
      insertVector(owner, id, vector);
    }
    return missing;
  }

  private void insertVector(Owner owner, MemoryId id, EmbeddedText vector) {
    new VectorRows(space, sql.dialect())
        .each(owner.user(), id, vector, () -> sql.update("insert_embedding"), Update::execute);
  }

  /// Of a memory that is there already.
  private Update changed(String name, Owner owner, MemoryId id) {
    moment.changed(id);
    return stamped(name, owner, id);
  }

  private Update stamped(String name, Owner owner, MemoryId id) {
    return sql.update(name)
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value())
        .bind("id", id.value())
        .bind("at", moment.at())
        .bind("revision", moment.nextRevision());
  }

  private static void one(Update update, MemoryId id) {
    if (update.execute() != 1) {
      throw new IllegalStateException("the state of " + id + " was not as it had been read");
    }
  }
}
