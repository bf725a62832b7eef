package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Leftover;
import dev.keepsake.store.sql.Database;
import dev.keepsake.store.sql.Dialect;
import dev.keepsake.store.sql.Jdbis;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.BusyHandler;

/// One connection that writes and a few that read, each with a platform thread of its own: a call
/// into SQLite holds its carrier, so that on two cores two slow statements would stop every virtual
/// thread.
///
/// The writer's queue is first come, first served; it stands before SQLite's own lock, which is not
/// fair.
final class SqliteDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
  private static final int READERS = 2;
  private static final int WAITING = 512;

  private final Lane writer;
  private final Lane readers;
  private final StoreLock lock;
  private final SqliteFile file;

  /// @param lock given back when the connections are closed
  SqliteDatabase(SqliteFile file, StoreLock lock, Dialect dialect) {
    this.lock = lock;
    this.file = file;
    this.writer = new Lane("keepsake-write", 1, WAITING, () -> open(file, dialect, false));
    this.readers = new Lane("keepsake-read", READERS, WAITING, () -> open(file, dialect, true));
  }

  private static Handle open(SqliteFile file, Dialect dialect, boolean readOnly) {
    try {
      Connection connection = file.source().getConnection();
      BusyHandler.setHandler(connection, new Patience());
      Handle handle = Jdbis.over(() -> connection, dialect).open();
      if (readOnly) {
        handle.execute("pragma query_only = on");
      }
      return handle;
    } catch (SQLException e) {
      throw SqliteFailure.refusal(e);
    }
  }

  @Override
  public <R> R writeAs(UserId user, Function<Handle, R> work) {
    return write(work);
  }

  @Override
  public <R> R readAs(UserId user, Function<Handle, R> work) {
    return read(work);
  }

  @Override
  public <R> R write(Function<Handle, R> work) {
    return writer.call(handle ->
        transaction(
            handle,
            "begin immediate",
            h -> {
              requireCurrent(h);
              return work.apply(h);
            }));
  }

  @Override
  public <R> R read(Function<Handle, R> work) {
    return readers.call(handle -> transaction(handle, "begin", work));
  }

  /// Only by reading: the one lock of all writers is not for probes.
  @Override
  public void requireWritable() {
    var _ = read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
  }

  /// The file is written anew, without what deletions of any time have left in it, and the log is
  /// cut off. Every other writer waits meanwhile.
  @Override
  public List<Leftover> scrub() {
    var leftovers = new ArrayList<Leftover>();
    try {
      boolean alone = writer.call(SqliteDatabase::writeAnew);
      if (!alone) {
        leftovers.add(
            new Leftover(
                "the database file and its log",
                "another process reads an older state of them; `keepsake erase --finish` once it"
                    + " has ended"));
      }
    } catch (JdbiException | MemoryException e) {
      LOG.warn("the database file could not be written anew", e);
      leftovers.add(
          new Leftover(
              "unused places of the database file, and its log",
              "the file could not be written anew, the log says why; `keepsake erase --finish`"
                  + " tries again"));
    }
    leftovers.addAll(file.copies());
    return leftovers;
  }

  /// @return whether nobody kept the log from being cut off
  private static boolean writeAnew(Handle handle) {
    handle.execute("pragma temp_store = file"); // the copy may be larger than the memory
    try {
      handle.execute("vacuum");
    } finally {
      handle.execute("pragma temp_store = memory");
    }
    return handle
        .createQuery("pragma wal_checkpoint(truncate)")
        .map((row, _) -> row.getInt("busy") == 0)
        .one();
  }

  /// Begins and ends transactions in SQL: the driver's `commit()` opens the next transaction at
  /// once, which would take the write lock of the file again, and can fail after this one is safely
  /// stored.
  private static <R> R transaction(Handle handle, String begin, Function<Handle, R> work) {
    try {
      handle.execute(begin);
      R result;
      try {
        result = work.apply(handle);
        handle.execute("commit");
      } catch (RuntimeException | Error e) {
        rollback(handle, e);
        throw e;
      }
      return result;
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw SqliteFailure.refusal(cause);
      }
      throw new MemoryException(ErrorCode.INTERNAL, "The store could not run a statement.", e);
    }
  }

  private static void rollback(Handle handle, Throwable failure) {
    try {
      handle.execute("rollback");
    } catch (JdbiException e) {
      failure.addSuppressed(e); // SQLite rolls back by itself where the disk failed
    }
  }

  private static void requireCurrent(Handle handle) {
    try {
      SqliteFile.requireCurrent(handle.getConnection());
    } catch (SQLException e) {
      throw SqliteFailure.refusal(e);
    }
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
    lock.close();
  }
}
