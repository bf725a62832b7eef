package dev.keepsake.store.sql;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.Leftover;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The connections of one database: who may use which, and what a transaction is there.
///
/// A transaction acts for one user, or for nobody: then it has no row of any user, where the
/// database itself keeps users apart.
public interface Database extends AutoCloseable {

  /// Runs `work` for `user` in one read-write transaction; see
  /// [dev.keepsake.store.Transactions#write].
  <R> R writeAs(UserId user, Function<Handle, R> work);

  /// Runs `work` for `user` in one read-only transaction that sees a single moment.
  <R> R readAs(UserId user, Function<Handle, R> work);

  /// [#writeAs] for nobody.
  <R> R write(Function<Handle, R> work);

  /// [#readAs] for nobody.
  <R> R read(Function<Handle, R> work);

  /// Asks for something small, and changes nothing.
  ///
  /// @throws dev.keepsake.error.MemoryException if it does not answer, or takes no changes, as a
  ///   replica does
  void requireWritable();

  /// Removes what deleted rows have left behind in the files, as far as this process can.
  ///
  /// @return what it could not reach
  List<Leftover> scrub();

  @Override
  void close();
}
