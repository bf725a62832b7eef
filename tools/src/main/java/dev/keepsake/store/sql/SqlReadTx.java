package dev.keepsake.store.sql;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditReads;
import dev.keepsake.store.IdempotencyReads;
import dev.keepsake.store.MemoryReads;
import dev.keepsake.store.PendingReads;
import dev.keepsake.store.QueuedReads;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.SweepReads;
import dev.keepsake.store.TransferReads;
import dev.keepsake.store.UserState;

/// One read-only transaction.
record SqlReadTx(Sql sql, SqlMemories.Space space, UserId user) implements ReadTx {

  @Override
  public UserState state() {
    return StateRow.find(sql, "find_user_state", user).map(StateRow::state).orElse(UserState.NONE);
  }

  @Override
  public MemoryReads memories() {
    return new SqlMemories(sql, space);
  }

  @Override
  public PendingReads pending() {
    return new SqlPending(sql);
  }

  @Override
  public QueuedReads queued() {
    return new SqlQueued(sql);
  }

  @Override
  public IdempotencyReads idempotency() {
    return new SqlIdempotency(sql, user);
  }

  @Override
  public AuditReads audit() {
    return new SqlAudit(sql, user);
  }

  @Override
  public TransferReads transfer() {
    return new SqlTransfer(sql, space);
  }

  @Override
  public SweepReads sweep() {
    return new SqlSweep(sql, user);
  }
}
