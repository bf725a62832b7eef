package dev.keepsake.store.sql;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditRows;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

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
  public ChainedEvent append(AuditEvent event) {
    Entry entry = chained(event);
    bindEvent(sql.update("insert_event"), entry).execute();
    if (event.hasTexts()) {
      bindContents(sql.update("insert_event_contents"), entry).execute();
    }
    return entry.chained();
  }

  @Override
  public void appendWithoutTexts(AuditEvent event) {
    bindEvent(sql.update("insert_event"), chained(event.unkept())).execute();
  }

  @Override
  public void append(List<AuditEvent> events) {
    PreparedBatch rows = sql.batch("insert_event");
    PreparedBatch contents = sql.batch("insert_event_contents");
    for (AuditEvent event : events) {
      Entry entry = chained(event);
      bindEvent(rows, entry).add();
      if (event.hasTexts()) {
        bindContents(contents, entry).add();
      }
    }
    rows.execute();
    contents.execute();
  }

  private Entry chained(AuditEvent event) {
    if (!event.owner().user().equals(user)) {
      throw new IllegalArgumentException("an event belongs into the chain of its own user");
    }
    return chain.apply(event);
  }

  private <S extends SqlStatement<S>> S bindContents(S statement, Entry entry) {
    AuditEvent event = entry.chained().event();
    return statement
        .bind("user_id", user.value())
        .bind("event_id", entry.chained().id().value())
        .bind("salt", entry.salt())
        .bind("before_content", event.before())
        .bind("after_content", event.after())
        .bind("reason", event.ruling().reason())
        .bind("tags", Row.json(event.tags()));
  }

  private <S extends SqlStatement<S>> S bindEvent(S statement, Entry entry) {
    ChainedEvent chained = entry.chained();
    AuditEvent event = chained.event();
    S bound =
        statement
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
            .bind("words_hmac", chained.digests().words())
            .bind("form", chained.form().number())
            .bind("processing_time_ms", event.processingMillis())
            .bind("created_at", chained.at())
            .bind("prev_hash", chained.previousHash())
            .bind("hash", chained.hash());
    return bindSubject(bindOrigin(bound, event), event);
  }

  private static <S extends SqlStatement<S>> S bindOrigin(S statement, AuditEvent event) {
    return statement
        .bind("source", event.origin().source().wireName())
        .bind("provenance", event.origin().provenance().wireName())
        .bind("trust", event.origin().trust().wireName())
        .bind("extraction_type", event.origin().extraction().wireName())
        .bind("client_id", event.origin().client().value())
        .bind("conversation_id", event.origin().conversation().map(ConversationId::value))
        .bind("rule", event.ruling().rule())
        .bind("policy_version", event.ruling().policyVersion());
  }

  private static <S extends SqlStatement<S>> S bindSubject(S statement, AuditEvent event) {
    var subject = event.subject();
    return statement
        .bind("memory_type", subject.map(s -> s.type().wireName()))
        .bind("confidence", subject.map(s -> s.confidence().value()))
        .bind("importance", subject.map(s -> s.importance().value()));
  }
}
