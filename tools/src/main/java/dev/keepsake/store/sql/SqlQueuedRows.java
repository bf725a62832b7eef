package dev.keepsake.store.sql;

import dev.keepsake.job.JobKind;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.QueuedRows;
import dev.keepsake.store.QueuedWrite;
import java.time.Instant;
import org.jdbi.v3.core.statement.Update;

/// Changes `memory_writes` on the connection of a write transaction.
final class SqlQueuedRows extends SqlQueued implements QueuedRows {
  private final Moment moment;

  SqlQueuedRows(Sql sql, Moment moment) {
    super(sql);
    this.moment = moment;
  }

  @Override
  public void accept(QueuedWrite.Accepted write) {
    change("insert_queued_write", write.owner(), write.id())
        .bind("organization_id", write.tenant().organization().value())
        .bind("client_id", write.tenant().client().value())
        .bind("content_hash", write.content().hex())
        .bind("request", write.request())
        .bind("conversation_id", write.conversation().map(ConversationId::value))
        .bind("correlation_id", write.correlationId())
        .bind("extraction_type", write.extraction().wireName())
        .bind("next_attempt_at", write.nextAttemptAt())
        .bind("at", moment.at())
        .execute();
    moment.leavesOpen(JobKind.QUEUED_WRITES);
  }

  @Override
  public void finish(Owner owner, MemoryId id, int attempts, String outcome) {
    int finished =
        change("finish_queued_write", owner, id)
            .bind("attempts", attempts)
            .bind("outcome", outcome)
            .bind("at", moment.at())
            .execute();
    if (finished != 1) {
      throw new IllegalStateException("the write " + id + " does not wait");
    }
  }

  @Override
  public void postpone(Owner owner, MemoryId id, String worker, int failures, Instant next) {
    change("postpone_queued_write", owner, id)
        .bind("worker", worker)
        .bind("failures", failures)
        .bind("next_attempt_at", next)
        .execute();
  }

  private Update change(String name, Owner owner, MemoryId id) {
    return owned(sql.update(name), owner).bind("id", id.value());
  }
}
