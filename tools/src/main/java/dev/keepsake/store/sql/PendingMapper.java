package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.PendingState;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.store.Tenant;
import java.sql.SQLException;

/// Rows of `pending_confirmations` as records.
final class PendingMapper {
  private PendingMapper() {}

  static PendingWrite pending(Row row) throws SQLException {
    var scope = new Scope(row.text("scope"));
    return new PendingWrite(
        new PendingId(row.id("id")),
        new Owner(new UserId(row.id("user_id")), scope),
        new Tenant(
            new OrganizationId(row.id("organization_id")),
            new ClientId(row.id("client_id")),
            scope),
        new ContentHash(row.text("content_hash")),
        row.text("request"),
        row.text("rule"),
        row.text("policy_version"),
        row.findText("conversation_id").map(ConversationId::new),
        row.moment("created_at"),
        row.moment("expires_at"),
        row.word("state", PendingState.class),
        row.findText("outcome"));
  }
}
