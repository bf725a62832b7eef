package dev.keepsake.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Leftover;
import dev.keepsake.store.sql.Database;
import dev.keepsake.store.sql.Dialect;
import dev.keepsake.store.sql.Jdbis;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// A pool of connections. Each transaction first names the user that it acts for, to whom row-level
/// security then binds it; the name ends with the transaction, so that any pooler may stand
/// between.
///
/// Writers see what was committed before each statement, and are alone by the row of their user
/// that they lock first; readers see one moment.
final class PostgresDatabase implements Database {
  private static final int ATTEMPTS = 4;

  private static final String WRITE = "select set_config('keepsake.user_id', ?, true)";

  /// Shared with all that write for a user, and waited for by whoever switches to another embedding
  /// space: before the statement that reads which is active, since that sees what was committed
  /// when it began.
  private static final String WRITE_AS =
      WRITE + ", pg_advisory_xact_lock_shared(hashtext('keepsake.embedding_spaces'))";

  private static final String READ =
      "set transaction isolation level repeatable read, read only; " + WRITE;
  private static final String NOBODY = "";
  private static final List<Leftover> LEFTOVERS =
      List.of(
          new Leftover(
              "the space of deleted rows in the files of Postgres",
              "autovacuum frees it in time; `vacuum` as the owner does at once, `vacuum full` also"
                  + " overwrites it"),
          new Leftover(
              "the write-ahead log of Postgres, its archive, and base backups",
              "the log is recycled by checkpoints; archives and base backups have to be deleted"),
          new Leftover("replicas of Postgres", "they follow as soon as they have replayed the log"),
          new Leftover(
              "Redis, where servers have one",
              "cached texts are gone with the change, at the latest after 5 minutes; counters under"
                  + " the ids of conversations after 30 days; its snapshots and replicas are yours"
                  + " to delete"));

  /// Whether this thread is in a transaction already.
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /// @param pool closed with this; its connections don't commit by themselves
  PostgresDatabase(HikariDataSource pool, Dialect dialect) {
    this.pool = pool;
    this.jdbi = Jdbis.over(pool::getConnection, dialect);
    // its connections never commit by themselves, which Jdbi takes for an open transaction
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
  }

  @Override
  public <R> R writeAs(UserId user, Function<Handle, R> work) {
    return repeated(WRITE_AS, user.toString(), work);
  }

  @Override
  public <R> R readAs(UserId user, Function<Handle, R> work) {
    return repeated(READ, user.toString(), work);
  }

  @Override
  public <R> R write(Function<Handle, R> work) {
    return repeated(WRITE, NOBODY, work);
  }

  @Override
  public <R> R read(Function<Handle, R> work) {
    return repeated(READ, NOBODY, work);
  }

  @Override
  public void requireWritable() {
    boolean readOnly =
        write(handle ->
            handle
                .createQuery("select current_setting('transaction_read_only') = 'on'")
                .mapTo(Boolean.class)
                .one());
    if (readOnly) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE, "The store cannot be used: " + PostgresAdvice.READ_ONLY);
    }
  }

  /// Servers may not vacuum what they don't own, and have no hold on the log.
  @Override
  public List<Leftover> scrub() {
    return LEFTOVERS;
  }

  private <R> R repeated(String begin, String user, Function<Handle, R> work) {
    if (INSIDE.get()) {
      throw new IllegalStateException("a transaction was opened inside another one");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new MemoryException(
          ErrorCode.CANCELLED, "The call was cancelled before it changed anything.");
    }
    INSIDE.set(true);
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return transaction(begin, user, work);
        } catch (SQLException e) {
          if (attempt == ATTEMPTS || !PostgresFailure.mayBeRepeated(e)) {
            throw PostgresFailure.refusal(e);
          }
        }
      }
    } finally {
      INSIDE.remove();
    }
  }

  /// @throws SQLException if the database refused something and nothing was changed
  private <R> R transaction(String begin, String user, Function<Handle, R> work)
      throws SQLException {
    try (Handle handle = jdbi.open()) {
      R result;
      try {
        Connection connection = handle.getConnection();
        begin(connection, begin, user);
        result = work.apply(handle);
      } catch (RuntimeException | SQLException | Error e) {
        rollback(handle, e);
        throw e;
      }
      commit(handle.getConnection());
      return result;
    } catch (JdbiException e) {
      throw sql(e);
    }
  }

  /// One message to the server, the opening of the transaction included.
  private static void begin(Connection connection, String begin, String user) throws SQLException {
    try (var statement = connection.prepareStatement(begin)) {
      statement.setString(1, user);
      statement.execute();
    }
  }

  private static void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw PostgresFailure.lostConnection(e)
          ? PostgresFailure.unknownOutcome(e)
          : PostgresFailure.refusal(e);
    }
  }

  private static void rollback(Handle handle, Throwable failure) {
    try {
      handle.getConnection().rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e); // the server rolls back by itself where the connection broke
    }
  }

  private static SQLException sql(JdbiException failure) {
    if (failure.getCause() instanceof SQLException cause) {
      return cause;
    }
    throw new MemoryException(ErrorCode.INTERNAL, "The store could not run a statement.", failure);
  }

  @Override
  public void close() {
    pool.close();
  }
}
