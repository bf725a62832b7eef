package dev.keepsake.store.sql;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.PendingReads;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.store.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// Reads `pending_confirmations` on one connection.
class SqlPending implements PendingReads {
  final Sql sql;

  SqlPending(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<PendingWrite> findOpen(Owner owner, ContentHash content, Instant now) {
    return list(open("find_open_pending", owner, now).bind("content_hash", content.hex())).stream()
        .findFirst();
  }

  private Query open(String name, Owner owner, Instant now) {
    return sql.query(name)
        .bind("user_id", owner.user().value())
        .bind("scope", owner.scope().value())
        .bind("now", now);
  }

  private List<PendingWrite> list(Query query) {
    return sql.scan(query, SqlPending::read);
  }

  private static List<PendingWrite> read(Row row) throws SQLException {
    var found = new ArrayList<PendingWrite>();
    while (row.next()) {
      var scope = new Scope(row.text("scope"));
      found.add(
          new PendingWrite(
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
              row.moment("created_at"),
              row.moment("expires_at")));
    }
    return found;
  }
}
