package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.QueuedState;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.QueuedWrite.Finished;
import dev.keepsake.store.Tenant;
import java.sql.SQLException;
import java.util.Optional;

/// Rows of `memory_writes` as records.
final class QueuedMapper {
  private QueuedMapper() {}

  static QueuedWrite queued(Row row) throws SQLException {
    var scope = new Scope(row.text("scope"));
    return new QueuedWrite(
        new MemoryId(row.id("id")),
        new Owner(new UserId(row.id("user_id")), scope),
        new Tenant(
            new OrganizationId(row.id("organization_id")),
            new ClientId(row.id("client_id")),
            scope),
        row.text("request"),
        row.findText("conversation_id").map(ConversationId::new),
        row.text("correlation_id"),
        row.word("state", QueuedState.class),
        Math.toIntExact(row.number("attempts")),
        row.moment("accepted_at"),
        row.findMoment("next_attempt_at"),
        finished(row));
  }

  private static Optional<Finished> finished(Row row) throws SQLException {
    return row.missing("finished_at")
        ? Optional.empty()
        : Optional.of(new Finished(row.text("outcome"), row.moment("finished_at")));
  }
}
