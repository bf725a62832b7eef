package dev.keepsake.store.sql;

import dev.keepsake.cache.Caches;
import dev.keepsake.job.JobKind;
import dev.keepsake.job.WorkBell;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ApiKeys;
import dev.keepsake.store.Checkpoints;
import dev.keepsake.store.ClientRows;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.EmbeddingQueue;
import dev.keepsake.store.EpisodeQueue;
import dev.keepsake.store.Figures;
import dev.keepsake.store.Invalidation;
import dev.keepsake.store.InvalidationQueue;
import dev.keepsake.store.Leftover;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.PendingKey;
import dev.keepsake.store.PendingQueue;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Schedules;
import dev.keepsake.store.Spaces;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Tenants;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteQueue;
import dev.keepsake.store.WriteTx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The only implementation of [Transactions] and of the rows behind it. Thread-safe.
///
/// A new database has no embedding space: one is to be entered before memories are read or written.
public final class SqlStore
    implements Transactions,
        EmbeddingQueue,
        WriteQueue,
        PendingQueue,
        InvalidationQueue,
        EpisodeQueue,
        AutoCloseable {
  private final Database database;
  private final Dialect dialect;
  private final SqlFiles files;
  private final IdSource ids;
  private final SqlSpaces spaces;
  private final SqlTenants tenants;
  private final SqlClientRows clients;
  private final WorkBell bell = new WorkBell();
  private final Optional<Caches> cache;

  public SqlStore(Database database, Dialect dialect, IdSource ids, InstantSource clock) {
    this.database = database;
    this.dialect = dialect;
    this.files = new SqlFiles(dialect);
    this.ids = ids;
    this.tenants = new SqlTenants(database, files, dialect, ids, clock);
    this.clients = new SqlClientRows(database, files, dialect, ids, clock);
    this.spaces = new SqlSpaces(database, files, dialect, clock);
    this.cache = Optional.empty();
  }

  private SqlStore(SqlStore store, Caches cache) {
    this.database = store.database;
    this.dialect = store.dialect;
    this.files = store.files;
    this.ids = store.ids;
    this.tenants = store.tenants;
    this.clients = store.clients;
    this.spaces = store.spaces;
    this.cache = Optional.of(cache);
  }

  /// The same store, which tells `cache` of every change of what is cached: after the commit, and
  /// by a row that is committed with it. Closing one closes both.
  public SqlStore telling(Caches cache) {
    return new SqlStore(this, cache);
  }

  @Override
  public <R> R write(UserId user, Instant now, Function<WriteTx, R> work) {
    Committed<R> committed =
        database.writeAs(
            user,
            handle -> {
              var tx = SqlWriteTx.open(sql(handle), spaces, user, ids, now);
              R result = work.apply(tx);
              List<Invalidation> changes = tx.finish(cache.isPresent());
              return new Committed<>(result, changes, tx.leftOpen());
            });
    committed.leftOpen().forEach(bell::ring);
    // those that the cache does not take are told again from their rows
    cache.ifPresent(told -> committed.changes().forEach(told::tell));
    return committed.result();
  }

  private record Committed<R>(R result, List<Invalidation> changes, Set<JobKind> leftOpen) {}

  @Override
  public <R> R read(UserId user, Function<ReadTx, R> work) {
    return database.readAs(user, handle -> work.apply(new SqlReadTx(sql(handle), spaces, user)));
  }

  public Users users() {
    return tenants;
  }

  public Checkpoints checkpoints() {
    return new SqlCheckpoints(database, files, dialect);
  }

  public Figures figures() {
    return new SqlFigures(database, dialect);
  }

  public Spaces spaces() {
    return spaces;
  }

  public SweepQueue sweeps() {
    return new SqlSweepQueue(database, dialect);
  }

  public Schedules schedules() {
    return new SqlSchedules(database, files, dialect);
  }

  /// Rung after each commit that leaves something open.
  public WorkBell bell() {
    return bell;
  }

  public Tenants tenants() {
    return tenants;
  }

  public ClientRows clients() {
    return clients;
  }

  public ApiKeys apiKeys() {
    return new SqlApiKeys(database, files, dialect);
  }

  /// Asks for something small, and changes nothing.
  ///
  /// @throws dev.keepsake.error.MemoryException if the database does not answer, or takes no
  ///   changes
  public void requireWritable() {
    database.requireWritable();
  }

  /// Removes what deleted rows have left behind in the database's files, as far as this process
  /// can.
  ///
  /// @return what it could not reach
  public List<Leftover> scrub() {
    return database.scrub();
  }

  @Override
  public List<MemoryKey> claim(Instant now, Instant lease, int limit) {
    return database.write(handle -> {
      Sql sql = sql(handle);
      return sql.list(
          sql.query("claim_embeddings").bind("now", now).bind("lease", lease).bind("limit", limit),
          SqlStore::memory);
    });
  }

  @Override
  public List<MemoryKey> claimWrites(Instant now, Instant lease, String worker, int limit) {
    return database.write(handle -> {
      Sql sql = sql(handle);
      return sql.list(
          sql.query("claim_writes")
              .bind("now", now)
              .bind("lease", lease)
              .bind("worker", worker)
              .bind("limit", limit),
          SqlStore::memory);
    });
  }

  @Override
  public List<ConversationKey> claimEpisodes(Instant now, Instant lease, String worker, int limit) {
    return database.write(handle -> {
      Sql sql = sql(handle);
      return sql.list(
          sql.query("claim_episodes")
              .bind("now", now)
              .bind("lease", lease)
              .bind("worker", worker)
              .bind("limit", limit),
          ConversationMapper::key);
    });
  }

  @Override
  public List<PendingKey> overdue(Instant now, int limit) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.list(
          sql.query("overdue_pending").bind("now", now).bind("limit", limit),
          row -> new PendingKey(user(row), new PendingId(row.id("id"))));
    });
  }

  @Override
  public List<Invalidation> untold(Instant before, Instant told, int limit) {
    return database.read(handle -> new InvalidationRows(sql(handle)).untold(before, told, limit));
  }

  @Override
  public void told(Invalidation invalidation, Instant at) {
    database.writeAs(
        invalidation.user(),
        handle -> {
          new InvalidationRows(sql(handle)).told(invalidation, at);
          return invalidation;
        });
  }

  @Override
  public void remove(Invalidation invalidation) {
    database.writeAs(
        invalidation.user(),
        handle -> {
          new InvalidationRows(sql(handle)).remove(invalidation);
          return invalidation;
        });
  }

  private static MemoryKey memory(Row row) throws SQLException {
    return new MemoryKey(user(row), new MemoryId(row.id("id")));
  }

  private static UserId user(Row row) throws SQLException {
    return new UserId(row.id("user_id"));
  }

  @Override
  public void close() {
    database.close();
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
