package dev.keepsake.store.sql;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditReads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/// Reads `memory_write_events` on one connection.
class SqlAudit implements AuditReads {
  final Sql sql;
  final UserId user;

  SqlAudit(Sql sql, UserId user) {
    this.sql = sql;
    this.user = user;
  }

  @Override
  public List<ChainedEvent> of(Owner owner, MemoryId memory) {
    return list(owned("events_of_memory", owner).bind("id", memory.value()));
  }

  @Override
  public List<ChainedEvent> newest(Owner owner, int limit) {
    return list(owned("newest_events", owner).bind("limit", limit));
  }

  @Override
  public void chain(Consumer<ChainedEvent> each) {
    scan(sql.query("all_events").bind("user_id", user.value()), each);
  }

  @Override
  public Head head() {
    return StateRow.find(sql, "find_user_state", user)
        .map(row -> new Head(row.auditSeq(), row.auditHead()))
        .orElse(new Head(0, AuditChain.GENESIS));
  }

  @Override
  public Usage agentWrites(Instant since) {
    return usage(sql.query("agent_writes_since").bind("since", since));
  }

  @Override
  public Usage agentWrites(ConversationId conversation) {
    return usage(
        sql.query("agent_writes_in_conversation").bind("conversation_id", conversation.value()));
  }

  private Usage usage(Query query) {
    return sql.scan(
        query.bind("user_id", user.value()),
        row -> {
          row.next();
          return new Usage(row.number("used"), row.findMoment("oldest"));
        });
  }

  private Query owned(String name, Owner owner) {
    return sql.query(name).bind("user_id", user.value()).bind("scope", owner.scope().value());
  }

  private List<ChainedEvent> list(Query query) {
    var events = new ArrayList<ChainedEvent>();
    scan(query, events::add);
    return events;
  }

  private void scan(Query query, Consumer<ChainedEvent> each) {
    sql.scan(
        query,
        row -> {
          while (row.next()) {
            each.accept(EventMapper.event(row));
          }
          return each;
        });
  }
}
