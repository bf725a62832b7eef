package dev.keepsake.fetch;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When memories were read, to be noted in the store now and then: a read must not wait for a
/// write. What is not noted yet when the process ends is lost. Thread-safe.
public final class Accesses {
  /// Beyond that, further memories are not noted until the next time.
  private static final int MOST = 10_000;

  private final Transactions transactions;
  private final InstantSource clock;
  private final Map<Read, Access> open = new ConcurrentHashMap<>();

  private record Read(Owner owner, MemoryId id) {}

  private record Access(Instant at, long times) {
    Access and(Access later) {
      return new Access(at.isAfter(later.at) ? at : later.at, times + later.times);
    }
  }

  public Accesses(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  void note(Owner owner, MemoryId id, Instant at) {
    var read = new Read(owner, id);
    if (open.size() < MOST || open.containsKey(read)) {
      open.merge(read, new Access(at, 1), Access::and);
    }
  }

  /// Notes all of them, one transaction for each owner.
  public JobRun run() {
    var byOwner = new HashMap<Owner, Map<MemoryId, Access>>();
    for (Read read : open.keySet()) {
      Access access = open.remove(read);
      if (access != null) {
        byOwner.computeIfAbsent(read.owner(), _ -> new HashMap<>()).put(read.id(), access);
      }
    }
    byOwner.forEach(this::note);
    return JobRun.NOTHING; // there is no more that waits
  }

  private void note(Owner owner, Map<MemoryId, Access> accesses) {
    try {
      var _ =
          transactions.write(
              owner.user(),
              clock.instant(),
              tx -> {
                accesses.forEach((id, access) ->
                    tx.records().noteAccess(owner, id, access.at(), access.times()));
                return accesses.size();
              });
    } catch (MemoryException e) {
      if (e.code() != ErrorCode.USER_ERASED) { // of whom nothing is to be noted
        throw e;
      }
    }
  }
}
