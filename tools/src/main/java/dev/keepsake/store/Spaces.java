package dev.keepsake.store;

import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.UserId;
import java.util.List;
import java.util.Optional;

/// The embedding spaces of a database, over all users. Thread-safe.
///
/// A memory that is deleted counts in none of them: its vector is made when it is restored.
public interface Spaces {

  /// The space of a model that is to be used: active if there was none at all, else filling, unless
  /// it is active already.
  StoredSpace enter(EmbeddingSpace space, EmbeddingProvider provider);

  /// The active one, as the last transaction of this process saw it. Another process may have
  /// switched since; a transaction knows.
  StoredSpace active();

  /// As the database has it now.
  SpaceState state(StoredSpace space);

  List<StoredSpace> list(SpaceState state);

  /// Users of whom a memory has no vector in `space`, by id.
  ///
  /// @param after continue behind this one
  List<UserId> lacking(StoredSpace space, Optional<UserId> after, int limit);

  /// Users of whom a memory has a vector in `space`, by id.
  List<UserId> having(StoredSpace space, int limit);

  Filled filled(StoredSpace space);

  /// @param memories that there are
  /// @param embedded of them, those with a vector in the space
  record Filled(long memories, long embedded) {}

  /// Makes `space` the active one and retires the one that was, in one transaction that no write
  /// runs beside.
  void activate(StoredSpace space);
}
