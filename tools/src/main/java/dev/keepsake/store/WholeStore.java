package dev.keepsake.store;

import dev.keepsake.memory.UserId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// The store of one data folder as a thing that is copied and replaced whole, whoever else has it
/// open.
///
/// Failures are [dev.keepsake.error.MemoryException]s whose message says what to do.
public interface WholeStore {

  /// The name of the one file of a copy.
  String fileName();

  /// The newest version of the schema that this program knows.
  int schemaVersion();

  /// How large a copy may become.
  ///
  /// @throws dev.keepsake.error.MemoryException with `STORE_UNAVAILABLE` if there is no store
  long bytes();

  /// Writes a copy as of one moment into the empty file `target`, synced to disk, while others read
  /// and write.
  ///
  /// @param written is told how many bytes there are so far
  void copy(Path target, LongConsumer written);

  /// Reads a copy through, and changes nothing.
  ///
  /// @throws dev.keepsake.error.MemoryException with `BACKUP_UNUSABLE` if it is damaged or no store
  Contents inspect(Path copy);

  boolean exists();

  /// Keeps the store for whoever replaces it: until this is closed, others wait before they open
  /// it. Makes the folder where it is not there yet.
  ///
  /// @throws dev.keepsake.error.MemoryException with `STORE_IN_USE` if a process has the store
  ///   open, or keeps it too
  Alone alone();

  /// The store while nobody else has it open.
  interface Alone extends AutoCloseable {

    /// Puts `staged`, a file that nobody has open, in the place of the store, so that at any moment
    /// either the old or the new one is there.
    ///
    /// @param asideName what the old store is called from then on
    /// @return where the old store is, if there was one
    /// @throws dev.keepsake.error.MemoryException with `STORE_IN_USE` if a program has it open that
    ///   knows nothing of this
    Optional<Path> replace(Path staged, String asideName);

    /// Never fails.
    @Override
    void close();
  }

  /// What a store holds.
  ///
  /// @param tables number of rows by table
  /// @param memories number of memories by status
  /// @param heads ends of the users' audit chains, by user
  record Contents(
      int schemaVersion,
      SortedMap<String, Long> tables,
      SortedMap<String, Long> memories,
      List<UserHead> heads) {
    public Contents {
      tables = new TreeMap<>(tables);
      memories = new TreeMap<>(memories);
      heads = List.copyOf(heads);
    }
  }

  record UserHead(UserId user, long seq, String hash) {}
}
