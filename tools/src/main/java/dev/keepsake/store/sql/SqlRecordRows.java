package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.RecordRows;
import dev.keepsake.store.StoredSpace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// Changes `memory_items` on the connection of a write transaction as applications do.
final class SqlRecordRows extends SqlRecords implements RecordRows {
  private final StoredSpace space;
  private final Moment moment;

  SqlRecordRows(Sql sql, StoredSpace space, Moment moment) {
    super(sql, space);
    this.space = space;
    this.moment = moment;
  }

  @Override
  public void annotate(Memory memory, Annotations annotations, ClientId client) {
    moment.changed(memory.id());
    one(annotated("annotate_memory", memory, annotations, client), memory.id());
  }

  @Override
  public void reword(
      Memory reworded,
      Annotations annotations,
      MemoryId kept,
      Optional<EmbeddedText> vector,
      ClientId client) {
    MemoryId id = reworded.id();
    keepOld(reworded.owner(), id, kept, client);
    var statement = reworded.statement();
    var origin = reworded.origin();
    moment.changed(id);
    one(
        annotated("reword_memory", reworded, annotations, client)
            .bind("content", statement.content().text())
            .bind("content_hash", statement.content().hash().hex())
            .bind("provenance", origin.provenance().wireName())
            .bind("trust", origin.trust().wireName())
            .bind("extraction_type", origin.extraction().wireName())
            .bind("expires_at", reworded.lifetime().expiresAt())
            .bind("embedding_status", reworded.embedding().wireName())
            .bind("embedding_model", vector.map(text -> text.space().model()))
            .bind("embedding_updated_at", vector.map(_ -> moment.at())),
        id);
    vector.ifPresentOrElse(
        text ->
            new VectorRows(space, sql.dialect())
                .each(
                    reworded.owner().user(),
                    id,
                    text,
                    () -> sql.update("insert_embedding"),
                    Update::execute),
        () -> moment.leavesOpen(JobKind.EMBEDDINGS));
  }

  private void keepOld(Owner owner, MemoryId id, MemoryId kept, ClientId client) {
    Update old =
        owned("keep_old_text", owner, id)
            .bind("kept", kept.value())
            .bind("at", moment.at())
            .bind("revision", moment.nextRevision())
            .bind("client_id", client.value());
    one(old, id);
    var _ =
        sql.update("keep_old_vectors")
            .bind("user_id", owner.user().value())
            .bind("id", id.value())
            .bind("kept", kept.value())
            .execute();
    var _ =
        sql.update("purge_embeddings")
            .bind("user_id", owner.user().value())
            .bind("id", id.value())
            .execute();
    new SqlMemories(sql, space)
        .predecessors(owner, List.of(id))
        .getOrDefault(id, List.of())
        .forEach(moment::changed);
    var _ =
        owned("relink_predecessors", owner, id)
            .bind("kept", kept.value())
            .bind("revision", moment.nextRevision())
            .execute();
  }

  @Override
  public boolean retryEmbedding(Owner owner, MemoryId id) {
    moment.leavesOpen(JobKind.EMBEDDINGS);
    return owned("retry_embedding", owner, id).execute() == 1;
  }

  @Override
  public void noteAccess(Owner owner, MemoryId id, Instant at, long times) {
    var _ = owned("note_access", owner, id).bind("at", at).bind("count", times).execute();
  }

  private Update annotated(String name, Memory memory, Annotations notes, ClientId client) {
    return owned(name, memory.owner(), memory.id())
        .bind("title", notes.title())
        .bind("tags", Row.json(memory.statement().tags()))
        .bind("metadata", notes.metadata())
        .bind("at", moment.at())
        .bind("revision", moment.nextRevision())
        .bind("client_id", client.value());
  }

  private Update owned(String name, Owner owner, MemoryId id) {
    return sql.update(name)
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value())
        .bind("id", id.value());
  }

  private static void one(Update update, MemoryId id) {
    if (update.execute() != 1) {
      throw new IllegalStateException("the state of " + id + " was not as it had been read");
    }
  }
}
