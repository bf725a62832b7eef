package dev.keepsake.forget;

import dev.keepsake.job.JobRun;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.Expiry;
import dev.keepsake.write.UserByUser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Deletes memories whose `expires_at` is past, softly: nothing has found them since, and from now
/// on their days until the purge are counted. Several processes may do so at once: the first to
/// write wins, the others find nothing to do.
public final class ExpireMemories {
  private static final int BATCH = 100;
  private static final String JOB = "expiry";

  private final SweepQueue queue;
  private final Transactions transactions;
  private final Supplier<String> policyVersion;
  private final InstantSource clock;

  /// @param policyVersion of the policy in force
  public ExpireMemories(
      SweepQueue queue,
      Transactions transactions,
      Supplier<String> policyVersion,
      InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.policyVersion = policyVersion;
    this.clock = clock;
  }

  /// One batch of them.
  public JobRun run() {
    Instant now = clock.instant();
    return UserByUser.each(
        queue.expired(now, BATCH),
        MemoryKey::user,
        (user, seen) -> transactions.write(user, now, tx -> expire(tx, user, seen)));
  }

  private JobRun expire(WriteTx tx, UserId user, List<MemoryKey> seen) {
    List<Memory> over =
        tx.transfer().find(user, seen.stream().map(MemoryKey::id).toList()).values().stream()
            .map(WholeMemory::memory)
            .filter(memory -> memory.active() && memory.lifetime().expiredAt(tx.at()))
            .toList();
    over.forEach(memory -> Expiry.carryOut(tx, memory, JOB, policyVersion.get()));
    return JobRun.done(over.size());
  }
}
