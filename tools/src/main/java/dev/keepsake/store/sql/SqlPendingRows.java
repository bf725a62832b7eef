package dev.keepsake.store.sql;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.PendingState;
import dev.keepsake.store.PendingRows;
import dev.keepsake.store.PendingWrite;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// Changes `pending_confirmations` on the connection of a write transaction.
final class SqlPendingRows extends SqlPending implements PendingRows {
  private final Instant at;

  SqlPendingRows(Sql sql, Instant at) {
    super(sql);
    this.at = at;
  }

  @Override
  public void insert(PendingWrite pending, String correlationId) {
    owned("insert_pending", pending)
        .bind("content_hash", pending.content().hex())
        .bind("organization_id", pending.tenant().organization().value())
        .bind("client_id", pending.tenant().client().value())
        .bind("request", pending.request())
        .bind("rule", pending.rule())
        .bind("policy_version", pending.policyVersion())
        .bind("conversation_id", pending.conversation().map(ConversationId::value))
        .bind("correlation_id", correlationId)
        .bind("expires_at", pending.expiresAt())
        .execute();
  }

  @Override
  public void close(PendingWrite pending, PendingState state, String by, String outcome) {
    close(pending, state, Optional.of(by), Optional.of(outcome));
  }

  @Override
  public void expire(PendingWrite pending) {
    close(pending, PendingState.EXPIRED, Optional.empty(), Optional.empty());
  }

  private void close(
      PendingWrite pending, PendingState state, Optional<String> by, Optional<String> outcome) {
    owned("close_pending", pending)
        .bind("state", state.wireName())
        .bind("by", by)
        .bind("outcome", outcome)
        .execute();
  }

  private Update owned(String name, PendingWrite pending) {
    return sql.update(name)
        .bind("user_id", pending.owner().user().value())
        .bind("scope", pending.owner().scope().value())
        .bind("id", pending.id().value())
        .bind("at", at);
  }
}
