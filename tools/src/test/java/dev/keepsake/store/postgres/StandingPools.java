package dev.keepsake.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.keepsake.memory.IdSource;
import dev.keepsake.store.sql.SqlStore;
import java.time.InstantSource;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Opens stores on one database, each with a pool of its own, as servers are. When a store is
/// closed, the next one gets its pool: what a test takes is mostly the making of connections and
/// the look at the database.
public final class StandingPools implements AutoCloseable {
  private final HikariConfig config;
  private final Deque<Pool> free = new ConcurrentLinkedDeque<>();

  public StandingPools(PostgresSettings settings) {
    this.config = PostgresStore.pool(settings);
  }

  public SqlStore open(IdSource ids, InstantSource clock) {
    Pool spare = free.poll();
    return PostgresStore.over(spare == null ? new Pool() : spare, ids, clock);
  }

  private final class Pool extends HikariDataSource {
    Pool() {
      super(config);
    }

    @Override
    public void close() {
      free.push(this);
    }

    void end() {
      super.close();
    }
  }

  /// Ends the pools of all stores that were closed.
  @Override
  public void close() {
    free.forEach(Pool::end);
    free.clear();
  }
}
