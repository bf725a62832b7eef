package dev.keepsake.store.sql;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditRows;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Update;

/// Appends to `memory_write_events` on the connection of a write transaction.
final class SqlAuditRows extends SqlAudit implements AuditRows {
  private final Function<AuditEvent, Entry> chain;

  /// An event in its place, the salt of its texts, and whose tenant's it is.
  record Entry(ChainedEvent chained, String salt, UUID organization) {}

  /// @param chain gives an event its place behind the last one
  SqlAuditRows(Sql sql, UserId user, Function<AuditEvent, Entry> chain) {
    super(sql, user);
    this.chain = chain;
  }

  @Override
  public void append(AuditEvent event) {
    if (!event.owner().user().equals(user)) {
      throw new IllegalArgumentException("an event belongs into the chain of its own user");
    }
    Entry entry = chain.apply(event);
    insert(entry).execute();
    if (event.before().isPresent() || event.after().isPresent()) {
      sql.update("insert_event_contents")
          .bind("user_id", user.value())
          .bind("event_id", entry.chained().id().value())
          .bind("salt", entry.salt())
          .bind("before_content", event.before())
          .bind("after_content", event.after())
          .execute();
    }
  }

  private Update insert(Entry entry) {
    ChainedEvent chained = entry.chained();
    AuditEvent event = chained.event();
    var update =
        sql.update("insert_event")
            .bind("id", chained.id().value())
            .bind("user_id", user.value())
            .bind("seq", chained.seq())
            .bind("organization_id", entry.organization())
            .bind("scope", event.owner().scope().value())
            .bind("memory_item_id", event.memory().map(id -> id.value()))
            .bind("operation", event.operation().wireName())
            .bind("action", event.action())
            .bind("correlation_id", event.correlationId())
            .bind("details", Row.json(event.details()))
            .bind("before_hmac", chained.digests().before())
            .bind("after_hmac", chained.digests().after())
            .bind("processing_time_ms", event.processingMillis())
            .bind("created_at", chained.at())
            .bind("prev_hash", chained.previousHash())
            .bind("hash", chained.hash());
    bindOrigin(update, event);
    return bindSubject(update, event);
  }

  private static void bindOrigin(Update update, AuditEvent event) {
    update
        .bind("source", event.origin().source().wireName())
        .bind("provenance", event.origin().provenance().wireName())
        .bind("trust", event.origin().trust().wireName())
        .bind("extraction_type", event.origin().extraction().wireName())
        .bind("client_id", event.origin().client().value())
        .bind("conversation_id", event.origin().conversation().map(ConversationId::value))
        .bind("rule", event.ruling().rule())
        .bind("policy_version", event.ruling().policyVersion())
        .bind("reason", event.ruling().reason());
  }

  private static Update bindSubject(Update update, AuditEvent event) {
    var subject = event.subject();
    return update
        .bind("memory_type", subject.map(s -> s.type().wireName()))
        .bind("confidence", subject.map(s -> s.confidence().value()))
        .bind("importance", subject.map(s -> s.importance().value()))
        .bind("tags", Row.json(subject.map(EventSubject::tags).orElse(List.of())));
  }
}
