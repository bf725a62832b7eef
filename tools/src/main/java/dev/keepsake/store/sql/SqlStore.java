package dev.keepsake.store.sql;

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
import dev.keepsake.store.Spaces;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Tenants;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteTx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The only implementation of [Transactions] and of the rows behind it. Thread-safe.
///
/// A new database has no embedding space: one is to be entered before memories are read or written.
public final class SqlStore implements Transactions, EmbeddingQueue, PendingQueue, AutoCloseable {
  private final Database database;
  private final Dialect dialect;
  private final SqlFiles files;
  private final IdSource ids;
  private final SqlSpaces spaces;
  private final SqlTenants tenants;
  private final WorkBell bell = new WorkBell();

  public SqlStore(Database database, Dialect dialect, IdSource ids, InstantSource clock) {
    this.database = database;
    this.dialect = dialect;
    this.files = new SqlFiles(dialect);
    this.ids = ids;
    this.tenants = new SqlTenants(database, files, dialect, ids, clock);
    this.spaces = new SqlSpaces(database, files, dialect, clock);
  }

  @Override
  public <R> R write(UserId user, Instant now, Function<WriteTx, R> work) {
    Written<R> written =
        database.writeAs(
            user,
            handle -> {
              var tx = SqlWriteTx.open(sql(handle), spaces, user, ids, now);
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
    return database.readAs(user, handle -> work.apply(new SqlReadTx(sql(handle), spaces, user)));
  }

  public Users users() {
    return tenants;
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
          row -> list(row, r -> new MemoryKey(user(r), new MemoryId(r.id("id")))));
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

  private Sql sql(Handle handle) {
    return new Sql(handle, files, dialect);
  }
}
