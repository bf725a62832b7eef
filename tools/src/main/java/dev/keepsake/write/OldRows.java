package dev.keepsake.write;

import dev.keepsake.job.JobRun;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Removes what nothing asks for any more: answers to idempotency keys that have expired (those of
/// users who write go with their next write), and queued writes and confirmations whose outcome is
/// known for 7 days.
public final class OldRows {
  private static final int USERS = 100;
  private static final Duration FINISHED_WRITES_KEPT = Duration.ofDays(7);

  private final SweepQueue queue;
  private final Transactions transactions;
  private final InstantSource clock;

  public OldRows(SweepQueue queue, Transactions transactions, InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Of some users; what was done counts rows.
  public JobRun run() {
    Instant now = clock.instant();
    Instant finishedBefore = now.minus(FINISHED_WRITES_KEPT);
    return UserByUser.each(
        queue.withOldRows(now, finishedBefore, USERS),
        user ->
            transactions.write(
                user,
                now,
                tx ->
                    JobRun.done(
                        tx.sweep().removeExpiredAnswers()
                            + tx.sweep().removeFinishedWrites(finishedBefore)
                            + tx.sweep().removeClosedConfirmations(finishedBefore))));
  }
}
