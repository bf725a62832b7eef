package dev.keepsake.store.sql;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.job.JobKind;
import dev.keepsake.job.WorkBell;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ApiKeys;
import dev.keepsake.store.EmbeddingQueue;
import dev.keepsake.store.Figures;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.PendingKey;
import dev.keepsake.store.PendingQueue;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Tenants;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteQueue;
import dev.keepsake.store.WriteTx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The only implementation of [Transactions] and of the rows behind it. Thread-safe.
public final class SqlStore
    implements Transactions, EmbeddingQueue, WriteQueue, PendingQueue, AutoCloseable {
  private final Database database;
  private final Dialect dialect;
  private final SqlFiles files;
  private final IdSource ids;
  private final InstantSource clock;
  private final SqlMemories.Space space;
  private final SqlTenants tenants;
  private final WorkBell bell = new WorkBell();

  /// @param space the embedding space that is searched and written; entered into the database if it
  ///   is new there
  public SqlStore(
      Database database, Dialect dialect, EmbeddingSpace space, IdSource ids, InstantSource clock) {
    this.database = database;
    this.dialect = dialect;
    this.files = new SqlFiles(dialect);
    this.ids = ids;
    this.clock = clock;
    this.tenants = new SqlTenants(database, files, dialect, ids, clock);
    this.space = new SqlMemories.Space(requireSpace(space), space);
  }

  @Override
  public <R> R write(UserId user, Instant now, Function<WriteTx, R> work) {
    Written<R> written =
        database.writeAs(
            user,
            handle -> {
              var tx = SqlWriteTx.open(sql(handle), space, user, ids, now);
              R result = work.apply(tx);
              tx.finish();
              return new Written<>(result, tx.leftOpen());
            });
    written.leftOpen().forEach(bell::ring);
    return written.result();
  }

  private record Written<R>(R result, Set<JobKind> leftOpen) {}

  @Override
  public <R> R read(UserId user, Function<ReadTx, R> work) {
    return database.readAs(user, handle -> work.apply(new SqlReadTx(sql(handle), space, user)));
  }

  public Users users() {
    return tenants;
  }

  public Figures figures() {
    return new SqlFigures(database, dialect);
  }

  public SweepQueue sweeps() {
    return new SqlSweepQueue(database, dialect);
  }

  /// Rung after each commit that leaves something open.
  public WorkBell bell() {
    return bell;
  }

  public Tenants tenants() {
    return tenants;
  }

  public ApiKeys apiKeys() {
    return new SqlApiKeys(database, files, dialect);
  }

  @Override
  public List<MemoryKey> claim(Instant now, Instant lease, int limit) {
    return database.write(handle -> {
      Sql sql = sql(handle);
      return sql.scan(
          sql.query("claim_embeddings").bind("now", now).bind("lease", lease).bind("limit", limit),
          row -> list(row, SqlStore::memory));
    });
  }

  @Override
  public List<MemoryKey> claimWrites(Instant now, Instant lease, String worker, int limit) {
    return database.write(handle -> {
      Sql sql = sql(handle);
      return sql.scan(
          sql.query("claim_writes")
              .bind("now", now)
              .bind("lease", lease)
              .bind("worker", worker)
              .bind("limit", limit),
          row -> list(row, SqlStore::memory));
    });
  }

  @Override
  public List<PendingKey> overdue(Instant now, int limit) {
    return database.read(handle -> {
      Sql sql = sql(handle);
      return sql.scan(
          sql.query("overdue_pending").bind("now", now).bind("limit", limit),
          row -> list(row, r -> new PendingKey(user(r), new PendingId(r.id("id")))));
    });
  }

  private static MemoryKey memory(Row row) throws SQLException {
    return new MemoryKey(user(row), new MemoryId(row.id("id")));
  }

  private static UserId user(Row row) throws SQLException {
    return new UserId(row.id("user_id"));
  }

  private static <K> List<K> list(Row row, Sql.Scanner<K> each) throws SQLException {
    var keys = new ArrayList<K>();
    while (row.next()) {
      keys.add(each.scan(row));
    }
    return keys;
  }

  @Override
  public void close() {
    database.close();
  }

  private long requireSpace(EmbeddingSpace wanted) {
    return database
        .read(handle -> findSpace(sql(handle), wanted))
        .orElseGet(() ->
            database.write(handle -> {
              space(sql(handle).update("insert_space"), wanted)
                  .bind("at", clock.instant())
                  .execute();
              return findSpace(sql(handle), wanted).orElseThrow();
            }));
  }

  private static Optional<Long> findSpace(Sql sql, EmbeddingSpace wanted) {
    return space(sql.query("find_space"), wanted).mapTo(Long.class).findOne();
  }

  private static <S extends SqlStatement<S>> S space(S statement, EmbeddingSpace wanted) {
    return statement.bind("model", wanted.model()).bind("dimension", wanted.dimension());
  }

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
