package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SpaceRows;
import dev.keepsake.store.StoredSpace;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// Changes one user's vectors in any space, on the connection of a write transaction.
final class SqlVectorRows extends SqlVectors implements SpaceRows {
  private final StoredSpace active;
  private final Moment moment;

  SqlVectorRows(Sql sql, UserId user, StoredSpace active, Moment moment) {
    super(sql, user);
    this.active = active;
    this.moment = moment;
  }

  @Override
  public boolean fill(StoredSpace space, Unembedded memory, EmbeddedText vector) {
    Optional<StoredSpace> searched = Optional.of(active).filter(space::equals);
    boolean lacking =
        of("fill_memory", space)
                .bind("id", memory.id().value())
                .bind("content_hash", memory.content().hash().hex())
                .bind("embedding_model", space.space().model())
                .bind("at", moment.at())
                .bind("embedding_status", searched.map(_ -> EmbeddingStatus.COMPLETED.wireName()))
                .bind("revision", searched.map(_ -> moment.nextRevision()))
                .execute()
            == 1;
    if (lacking) {
      moment.changed(memory.id());
      new VectorRows(space, sql.dialect())
          .each(user, memory.id(), vector, () -> sql.update("insert_embedding"), Update::execute);
    }
    return lacking;
  }

  @Override
  public int followUp() {
    moment.leavesOpen(JobKind.EMBEDDINGS);
    List<MemoryId> pending =
        sql.list(
            sql.query("follow_up_embeddings")
                .bind("user_id", user.value())
                .bind("space", active.id())
                .bind("revision", moment.nextRevision()),
            row -> new MemoryId(row.id("id")));
    pending.forEach(moment::changed);
    return pending.size();
  }

  @Override
  public int drop(StoredSpace space) {
    return of("drop_vectors", space).execute();
  }

  private Update of(String statement, StoredSpace space) {
    return sql.update(statement).bind("user_id", user.value()).bind("space", space.id());
  }
}
