package dev.keepsake.store.sql;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.EventId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditRows;
import dev.keepsake.store.BesideRows;
import dev.keepsake.store.ConversationRows;
import dev.keepsake.store.EmbeddingRows;
import dev.keepsake.store.EpisodeRows;
import dev.keepsake.store.ErasureRows;
import dev.keepsake.store.IdempotencyRows;
import dev.keepsake.store.Invalidation;
import dev.keepsake.store.Invalidation.Kind;
import dev.keepsake.store.MemoryRows;
import dev.keepsake.store.PendingRows;
import dev.keepsake.store.QueuedRows;
import dev.keepsake.store.RawRows;
import dev.keepsake.store.RecordRows;
import dev.keepsake.store.SpaceRows;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.SweepRows;
import dev.keepsake.store.TransferRows;
import dev.keepsake.store.UserState;
import dev.keepsake.store.WriteTx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// One read-write transaction, with its user's state locked. Used by one thread.
final class SqlWriteTx implements WriteTx, Moment {
  private final Sql sql;
  private final StoredSpace space;
  private final UserId user;
  private final IdSource ids;
  private final StateRow before;
  private final Instant at;
  private final Set<JobKind> leftOpen = EnumSet.noneOf(JobKind.class);
  private final Set<MemoryId> changed = new LinkedHashSet<>();
  private final Set<RawMemoryId> changedRaw = new LinkedHashSet<>();
  private boolean changesMemories;
  private boolean raisesEpoch;
  private long auditSeq;
  private String auditHead;

  private SqlWriteTx(
      Sql sql, StoredSpace space, UserId user, IdSource ids, StateRow before, Instant now) {
    this.sql = sql;
    this.space = space;
    this.user = user;
    this.ids = ids;
    this.before = before;
    Instant next = before.lastAt().plus(1, ChronoUnit.MICROS);
    Instant wall = now.truncatedTo(ChronoUnit.MICROS);
    this.at = wall.isBefore(next) ? next : wall;
    this.auditSeq = before.auditSeq();
    this.auditHead = before.auditHead();
  }

  /// Takes the lock of `user`, whose row is made if this is the first write.
  ///
  /// @throws MemoryException with `USER_ERASED` if the user was erased
  static SqlWriteTx open(Sql sql, SqlSpaces spaces, UserId user, IdSource ids, Instant now) {
    StateRow.Found found =
        StateRow.lock(sql, user)
            .or(() -> {
              sql.update("insert_user_state")
                  .bind("user_id", user.value())
                  .bind("genesis", AuditChain.GENESIS)
                  .execute();
              return StateRow.lock(sql, user);
            })
            .orElseThrow(() -> new IllegalStateException("no user has the id " + user));
    if (found.erased()) {
      throw new MemoryException(
          ErrorCode.USER_ERASED,
          "The user was erased while this call was under way; nothing was changed.");
    }
    StoredSpace space = spaces.seen(sql, found.space());
    return new SqlWriteTx(sql, space, user, ids, found.row().orElseThrow(), now);
  }

  /// Writes the state back, and what the cache has to be told, as the last before the commit.
  ///
  /// @param told whether there is a cache that has to be told of what was changed
  /// @return of which changes
  List<Invalidation> finish(boolean told) {
    sql.update("update_user_state")
        .bind("user_id", user.value())
        .bind("revision", changesMemories ? nextRevision() : before.revision())
        .bind("epoch", before.epoch() + (raisesEpoch ? 1 : 0))
        .bind("audit_seq", auditSeq)
        .bind("audit_head", auditHead)
        .bind("last_at", at)
        .execute();
    return told ? noted() : List.of();
  }

  private List<Invalidation> noted() {
    var rows = new InvalidationRows(sql);
    var changes =
        new ArrayList<>(
            Stream.concat(
                    changed.stream()
                        // each tells of the lists, too
                        .map(id -> new Invalidation(user, Kind.MEMORY, id.value(), nextRevision())),
                    changedRaw.stream()
                        .map(id ->
                            new Invalidation(
                                user, Kind.RAW_MEMORY, id.value(), RawMemory.revision(at))))
                .toList());
    if (!changes.isEmpty()) {
      rows.insert(changes, at);
    }
    if (changesMemories && changed.isEmpty()) {
      var lists = Invalidation.ofLists(user, nextRevision());
      rows.renew(lists, at);
      changes.add(lists);
    }
    return changes;
  }

  @Override
  public UserState state() {
    return before.state(space.space());
  }

  @Override
  public UUID organization() {
    return before.organization();
  }

  @Override
  public Instant at() {
    return at;
  }

  @Override
  public long nextRevision() {
    changesMemories = true;
    return before.revision() + 1;
  }

  @Override
  public void raiseEpoch() {
    raisesEpoch = true;
  }

  @Override
  public void leavesOpen(JobKind kind) {
    leftOpen.add(kind);
  }

  /// The kinds of work that there is once this is committed.
  Set<JobKind> leftOpen() {
    return Set.copyOf(leftOpen);
  }

  @Override
  public void changed(MemoryId id) {
    changesMemories = true; // what is told has a revision of its own
    changed.add(id);
  }

  @Override
  public void changed(RawMemoryId id) {
    changedRaw.add(id);
  }

  @Override
  public MemoryRows memories() {
    return new SqlMemoryRows(sql, space, this);
  }

  @Override
  public PendingRows pending() {
    return new SqlPendingRows(sql, at);
  }

  @Override
  public QueuedRows queued() {
    return new SqlQueuedRows(sql, this);
  }

  @Override
  public IdempotencyRows idempotency() {
    return new SqlIdempotencyRows(sql, user, at);
  }

  @Override
  public AuditRows audit() {
    return new SqlAuditRows(sql, user, this::chain);
  }

  @Override
  public RecordRows records() {
    return new SqlRecordRows(sql, space, this);
  }

  @Override
  public TransferRows transfer() {
    return new SqlTransferRows(sql, space, this);
  }

  @Override
  public SpaceRows spaces() {
    return new SqlVectorRows(sql, user, space, this);
  }

  @Override
  public EmbeddingRows embeddings() {
    return new SqlEmbeddingRows(sql, this);
  }

  @Override
  public SweepRows sweep() {
    return new SqlSweepRows(sql, user, this);
  }

  @Override
  public ErasureRows erasure() {
    return new SqlErasureRows(sql, user, this);
  }

  @Override
  public RawRows raw() {
    return new SqlRawRows(sql, user, this);
  }

  @Override
  public BesideRows beside() {
    return new SqlBesideRows(sql, this);
  }

  @Override
  public ConversationRows conversations() {
    return new SqlConversationRows(sql, user, this);
  }

  @Override
  public EpisodeRows episodes() {
    return new SqlEpisodeRows(sql, this);
  }

  private SqlAuditRows.Entry chain(AuditEvent event) {
    String salt = ids.salt();
    ChainedEvent chained =
        AuditChain.append(new EventId(ids.next()), auditSeq + 1, at, event, salt, auditHead);
    auditSeq = chained.seq();
    auditHead = chained.hash();
    return new SqlAuditRows.Entry(chained, salt, before.organization());
  }
}
