package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.UserState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A row of `user_state`, with the organization of the user.
record StateRow(
    UUID organization, long revision, long epoch, long auditSeq, String auditHead, Instant lastAt) {

  /// With the number of the space that is active beside it.
  ///
  /// @param row empty if nothing was ever written for the user
  /// @param erased whether nothing may be written for the user any more
  record Found(long space, Optional<StateRow> row, boolean erased) {}

  UserState state(EmbeddingSpace space) {
    return new UserState(revision, epoch, space);
  }

  /// What a read begins with.
  ///
  /// @param waiting whether any write of the user is accepted and not decided yet
  record Seen(Found found, boolean waiting) {}

  static Seen read(Sql sql, UserId user) {
    return find(
            sql, "find_user_state", user, row -> new Seen(found(row, false), row.flag("waiting")))
        .orElseThrow(() -> new IllegalStateException("no embedding space is active"));
  }

  /// Empty if nothing was ever written for the user.
  static Optional<Found> lock(Sql sql, UserId user) {
    return find(sql, "lock_user_state", user, row -> found(row, !row.missing("erased_at")));
  }

  private static <R> Optional<R> find(
      Sql sql, String statement, UserId user, Sql.Scanner<R> scanner) {
    return sql.list(sql.query(statement).bind("user_id", user.value()), scanner).stream()
        .findFirst();
  }

  private static Found found(Row row, boolean erased) throws SQLException {
    return new Found(row.number("space"), state(row), erased);
  }

  private static Optional<StateRow> state(Row row) throws SQLException {
    return row.missing("organization_id")
        ? Optional.empty()
        : Optional.of(
            new StateRow(
                row.id("organization_id"),
                row.number("revision"),
                row.number("epoch"),
                row.number("audit_seq"),
                row.text("audit_head"),
                row.moment("last_at")));
  }
}
