package dev.keepsake.store;

import dev.keepsake.memory.UserId;
import java.time.Instant;
import java.util.function.Function;

/// Runs work against the database. Thread-safe.
///
/// Every failure of the database comes out as a [dev.keepsake.error.MemoryException]:
/// `STORE_UNAVAILABLE` if nothing was changed, `OVERLOADED` if the work was not even begun,
/// `STORE_OUTDATED` if the data is of a newer version than the process.
public interface Transactions {

  /// Runs `work` in one read-write transaction, alone among the writers of `user`. Commits if it
  /// returns, rolls back if it throws. May run `work` again after a serialization failure (at most
  /// 3 times), so `work` must not have effects outside the transaction: no network, no clock.
  ///
  /// A caller that is interrupted before the work has begun gets `CANCELLED` and nothing is
  /// written; after that the transaction is finished first.
  ///
  /// @param now the wall clock, read before the transaction; [WriteTx#at] is never before it
  /// @throws IllegalStateException if called inside another transaction on this thread
  <R> R write(UserId user, Instant now, Function<WriteTx, R> work);

  /// Runs `work` in one read-only transaction that sees a single moment of the database.
  <R> R read(UserId user, Function<ReadTx, R> work);
}
