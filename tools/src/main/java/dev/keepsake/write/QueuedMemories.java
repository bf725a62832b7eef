package dev.keepsake.write;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.ReadTx;
import java.util.List;
import java.util.Optional;

/// Queued writes as the memories that may come of them, active and without a vector.
public final class QueuedMemories {
  /// More wait only where limits are off and the workers are away; the newest are found then.
  private static final int MOST = 1_000;

  private QueuedMemories() {}

  /// Those of `owner` that wait, the newest first: each statement once, and none that an active
  /// memory makes already.
  public static List<Memory> waiting(ReadTx tx, Owner owner) {
    return tx.queued().listWaiting(owner, MOST).stream()
        .flatMap(write -> memory(write).stream())
        .toList();
  }

  /// That one, if it waits.
  public static Optional<Memory> find(ReadTx tx, Owner owner, MemoryId id) {
    return tx.queued().find(owner, id).filter(QueuedWrite::waits).flatMap(QueuedMemories::memory);
  }

  private static Optional<Memory> memory(QueuedWrite write) {
    return QueuedRequest.find(write).map(request -> request.memory(write));
  }
}
