package dev.keepsake.write;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.query.OpenWrites.Open;
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
  public static List<Open> open(ReadTx tx, Owner owner) {
    return tx.queued().listWaiting(owner, MOST).stream()
        .flatMap(write -> open(write).stream())
        .toList();
  }

  /// The same without labels.
  public static List<Memory> waiting(ReadTx tx, Owner owner) {
    return open(tx, owner).stream().map(Open::memory).toList();
  }

  /// That one, if it waits.
  public static Optional<Memory> find(ReadTx tx, Owner owner, MemoryId id) {
    return tx.queued()
        .find(owner, id)
        .filter(QueuedWrite::waits)
        .flatMap(QueuedMemories::open)
        .map(Open::memory);
  }

  private static Optional<Open> open(QueuedWrite write) {
    return QueuedRequest.find(write)
        .map(request -> new Open(request.memory(write), request.labels()));
  }
}
