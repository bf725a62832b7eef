package dev.keepsake.store.sql;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.store.PendingRows;
import dev.keepsake.store.PendingWrite;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// Adds to `pending_confirmations` on the connection of a write transaction.
final class SqlPendingRows extends SqlPending implements PendingRows {
  private final Instant at;

  SqlPendingRows(Sql sql, Instant at) {
    super(sql);
    this.at = at;
  }

  @Override
  public void insert(
      PendingWrite pending, Optional<ConversationId> conversation, String correlationId) {
    owned("close_expired_pending", pending).execute();
    owned("insert_pending", pending)
        .bind("id", pending.id().value())
        .bind("organization_id", pending.tenant().organization().value())
        .bind("client_id", pending.tenant().client().value())
        .bind("request", pending.request())
        .bind("rule", pending.rule())
        .bind("policy_version", pending.policyVersion())
        .bind("conversation_id", conversation.map(ConversationId::value))
        .bind("correlation_id", correlationId)
        .bind("expires_at", pending.expiresAt())
        .execute();
  }

  private Update owned(String name, PendingWrite pending) {
    return sql.update(name)
        .bind("user_id", pending.owner().user().value())
        .bind("scope", pending.owner().scope().value())
        .bind("content_hash", pending.content().hex())
        .bind("at", at);
  }
}
