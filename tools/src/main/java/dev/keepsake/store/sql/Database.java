package dev.keepsake.store.sql;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The connections of one database: who may use which, and what a transaction is there.
public interface Database extends AutoCloseable {

  /// Runs `work` in one read-write transaction; see [dev.keepsake.store.Transactions#write].
  <R> R write(Function<Handle, R> work);

  /// Runs `work` in one read-only transaction that sees a single moment.
  <R> R read(Function<Handle, R> work);

  @Override
  void close();
}
