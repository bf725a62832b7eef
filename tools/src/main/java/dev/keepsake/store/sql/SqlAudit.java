package dev.keepsake.store.sql;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditReads;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  public void chain(Link each) {
    sql.scan(
        sql.query("all_events").bind("user_id", user.value()),
        row -> {
          while (row.next()) {
            link(row, each);
          }
          return each;
        });
  }

  /// A row that somebody changed may hold what no event can.
  private static void link(Row row, Link each) throws SQLException {
    ChainedEvent event;
    try {
      event = EventMapper.event(row);
    } catch (IllegalArgumentException | IllegalStateException e) {
      each.unreadable(row.number("seq"), row.text("hash"));
      return;
    }
    each.event(event, row.findText("salt"));
  }

  @Override
  public Head head() {
    return StateRow.read(sql, user)
        .found()
        .row()
        .map(row -> new Head(row.auditSeq(), row.auditHead()))
        .orElse(new Head(0, AuditChain.GENESIS));
  }

  @Override
  public Optional<Instant> findAgentWrite(int newer, Instant since) {
    return findWrite("find_agent_write", newer, since);
  }

  @Override
  public Optional<Instant> findCreation(int newer, Instant since) {
    return findWrite("find_creation", newer, since);
  }

  private Optional<Instant> findWrite(String name, int newer, Instant since) {
    return sql.scan(
        sql.query(name).bind("user_id", user.value()).bind("since", since).bind("newer", newer),
        row -> row.next() ? Optional.of(row.moment("created_at")) : Optional.empty());
  }

  @Override
  public long countCreations(Instant since) {
    return sql.query("count_creations")
        .bind("user_id", user.value())
        .bind("since", since)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public long countAgentWrites(ConversationId conversation) {
    return sql.query("count_agent_writes")
        .bind("user_id", user.value())
        .bind("conversation_id", conversation.value())
        .mapTo(Long.class)
        .one();
  }

  private Query owned(String name, Owner owner) {
    return sql.query(name).bind("user_id", user.value()).bind("scope", owner.scope().value());
  }

  private List<ChainedEvent> list(Query query) {
    return sql.list(query, EventMapper::event);
  }
}
