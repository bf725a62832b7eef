package dev.keepsake.forget;

import dev.keepsake.job.JobRun;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.Expiry;
import dev.keepsake.write.UserByUser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Deletes memories whose `expires_at` is past, softly: nothing has found them since, and from now
/// on their days until the purge are counted. Several processes may do so at once: the first to
/// write wins, the others find nothing to do.
public final class ExpireMemories {
  private static final int BATCH = 100;
  private static final String JOB = "expiry";

  private final SweepQueue queue;
  private final Transactions transactions;
  private final Function<ClientId, String> policyVersion;
  private final InstantSource clock;

  /// @param policyVersion of the policy in force for a client
  public ExpireMemories(
      SweepQueue queue,
      Transactions transactions,
      Function<ClientId, String> policyVersion,
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
        (user, seen) -> {
          List<MemoryId> ids = seen.stream().map(MemoryKey::id).toList();
          // before the transaction: whose policy is asked may take a look at the store
          Map<MemoryId, String> versions =
              transactions.read(user, tx -> find(tx, user, ids)).stream()
                  .collect(Collectors.toUnmodifiableMap(Memory::id, this::version));
          return transactions.write(user, now, tx -> expire(tx, user, ids, versions));
        });
  }

  private static List<Memory> find(ReadTx tx, UserId user, List<MemoryId> ids) {
    return tx.transfer().find(user, ids).values().stream().map(WholeMemory::memory).toList();
  }

  /// Of the client that had it stored.
  private String version(Memory memory) {
    return policyVersion.apply(memory.origin().client());
  }

  /// What has no version was not there a moment ago; the next batch has it.
  private static JobRun expire(
      WriteTx tx, UserId user, List<MemoryId> ids, Map<MemoryId, String> versions) {
    List<Memory> over =
        find(tx, user, ids).stream()
            .filter(memory -> versions.containsKey(memory.id()))
            .filter(memory -> memory.active() && memory.lifetime().expiredAt(tx.at()))
            .toList();
    over.forEach(
        memory -> Expiry.carryOut(tx, memory, JOB, versions.getOrDefault(memory.id(), "")));
    return JobRun.done(over.size());
  }
}
