package dev.keepsake.store.sql;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.UserState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A row of `user_state`, with the organization of the user.
record StateRow(
    UUID organization, UserState state, long auditSeq, String auditHead, Instant lastAt) {

  static Optional<StateRow> find(Sql sql, String statement, UserId user) {
    return sql.scan(
        sql.query(statement).bind("user_id", user.value()),
        row -> row.next() ? Optional.of(read(row)) : Optional.empty());
  }

  private static StateRow read(Row row) throws SQLException {
    return new StateRow(
        row.id("organization_id"),
        new UserState(row.number("revision"), row.number("epoch")),
        row.number("audit_seq"),
        row.text("audit_head"),
        row.moment("last_at"));
  }
}
