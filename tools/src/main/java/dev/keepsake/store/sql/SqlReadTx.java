package dev.keepsake.store.sql;

import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditReads;
import dev.keepsake.store.BesideReads;
import dev.keepsake.store.ConversationReads;
import dev.keepsake.store.EpisodeReads;
import dev.keepsake.store.IdempotencyReads;
import dev.keepsake.store.MemoryReads;
import dev.keepsake.store.PendingReads;
import dev.keepsake.store.QueuedReads;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.RawReads;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.RecordReads;
import dev.keepsake.store.SpaceReads;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.SweepReads;
import dev.keepsake.store.TransferReads;
import dev.keepsake.store.UserState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One read-only transaction. Used by one thread.
final class SqlReadTx implements ReadTx {
  private final Sql sql;
  private final SqlSpaces spaces;
  private final UserId user;
  private @Nullable Start start;

  /// What stands at the beginning of everything that is read.
  private record Start(StoredSpace space, UserState state, boolean waiting) {}

  SqlReadTx(Sql sql, SqlSpaces spaces, UserId user) {
    this.sql = sql;
    this.spaces = spaces;
    this.user = user;
  }

  private Start start() {
    if (start == null) {
      StateRow.Seen seen = StateRow.read(sql, user);
      StoredSpace space = spaces.seen(sql, seen.found().space());
      UserState none = UserState.none(space.space());
      start =
          new Start(
              space,
              seen.found().row().map(row -> row.state(space.space())).orElse(none),
              seen.waiting());
    }
    return start;
  }

  @Override
  public UserState state() {
    return start().state();
  }

  @Override
  public MemoryReads memories() {
    return new SqlMemories(sql, start().space());
  }

  @Override
  public PendingReads pending() {
    return new SqlPending(sql);
  }

  @Override
  public QueuedReads queued() {
    return new SqlQueued(sql) {
      /// Asked by every query, and mostly in vain.
      @Override
      public List<QueuedWrite> listWaiting(Owner owner, int limit) {
        return start().waiting() ? super.listWaiting(owner, limit) : List.of();
      }
    };
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
  public RecordReads records() {
    return new SqlRecords(sql, start().space());
  }

  @Override
  public TransferReads transfer() {
    return new SqlTransfer(sql, start().space());
  }

  @Override
  public SpaceReads spaces() {
    return new SqlVectors(sql, user);
  }

  @Override
  public SweepReads sweep() {
    return new SqlSweep(sql, user);
  }

  @Override
  public RawReads raw() {
    return new SqlRaw(sql, user);
  }

  @Override
  public BesideReads beside() {
    return new SqlBeside(sql);
  }

  @Override
  public ConversationReads conversations() {
    return new SqlConversations(sql, user);
  }

  @Override
  public EpisodeReads episodes() {
    return new SqlEpisodes(sql);
  }
}
