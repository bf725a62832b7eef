package dev.keepsake.erase;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.Leftover;
import java.util.List;
import java.util.Optional;

/// What an erasure reaches beyond the rows. Nothing here throws: the rows are gone by then.
public interface Beyond {

  /// Drops what this process keeps in memory of `user`, and of texts.
  void forget(UserId user);

  /// Removes what deleted rows have left in the database's files.
  ///
  /// @return what could not be reached
  List<Leftover> scrub();

  /// Signs where the audit trails stand now.
  ///
  /// @return the number of a checkpoint that has the user's event `seq`; empty if none could be
  ///   taken, which is logged
  Optional<Long> checkpoint(UserId user, long seq);
}
