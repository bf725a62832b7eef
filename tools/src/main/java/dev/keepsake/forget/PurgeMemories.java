package dev.keepsake.forget;

import dev.keepsake.job.JobRun;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.SweepReads.Deleted;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.UserByUser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Removes for good what was deleted so long ago that it can't be restored any more, chain by
/// chain, by the rules of [Purge]. The audit trail keeps what it has. Several processes may do so
/// at once: the first to write wins, the others find nothing to do.
public final class PurgeMemories {
  private static final int USERS = 100;

  /// How many deleted memories are looked at while their user's other writers wait.
  private static final int AT_ONCE = 50;

  private final SweepQueue queue;
  private final Transactions transactions;
  private final Duration keptFor;
  private final Supplier<String> policyVersion;
  private final InstantSource clock;

  /// @param policyVersion of the installation's policy: what is purged and when is no client's
  public PurgeMemories(
      SweepQueue queue,
      Transactions transactions,
      ForgetSettings settings,
      Supplier<String> policyVersion,
      InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.policyVersion = policyVersion;
    this.keptFor = settings.purgeAfter();
    this.clock = clock;
  }

  /// All of them; what was done counts memories.
  public JobRun run() {
    Instant before = clock.instant().minus(keptFor);
    JobRun sum = JobRun.NOTHING;
    Optional<UserId> last = Optional.empty();
    List<UserId> users;
    do {
      users = queue.withDeleted(before, last, USERS);
      sum = sum.and(UserByUser.each(users, user -> purge(user, before)));
      last = users.isEmpty() ? last : Optional.of(users.getLast());
    } while (users.size() == USERS);
    return sum;
  }

  private JobRun purge(UserId user, Instant before) {
    List<Deleted> deleted = transactions.read(user, tx -> tx.sweep().deleted(before));
    JobRun sum = JobRun.NOTHING;
    for (int from = 0; from < deleted.size(); from += AT_ONCE) {
      List<Deleted> some = deleted.subList(from, Math.min(deleted.size(), from + AT_ONCE));
      sum = sum.and(transactions.write(user, clock.instant(), tx -> purge(tx, some, before)));
    }
    return sum;
  }

  private JobRun purge(WriteTx tx, List<Deleted> some, Instant before) {
    String version = policyVersion.get();
    return JobRun.done(
        some.stream()
            .mapToInt(
                deleted -> new Purge(deleted.owner(), version, before).carryOut(tx, deleted.id()))
            .sum());
  }
}
