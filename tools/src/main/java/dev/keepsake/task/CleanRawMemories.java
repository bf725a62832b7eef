package dev.keepsake.task;

import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import dev.keepsake.job.Night;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.Schedules;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.write.UserByUser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes for good what nobody has changed for long, user by user and in batches, each a
/// transaction of its own: who writes meanwhile waits for one batch at most. Once a night, by one
/// of the processes. Thread-safe.
public final class CleanRawMemories {
  private static final Logger LOG = LoggerFactory.getLogger(CleanRawMemories.class);

  /// Whoever has not said by then that it is done, has died or failed: another one takes it up.
  private static final Duration LEASE = Duration.ofHours(1);

  private static final int USERS = 100;
  private static final int AT_ONCE = 500;

  private final SweepQueue queue;
  private final Transactions transactions;
  private final Schedules schedules;
  private final RawSettings settings;
  private final InstantSource clock;

  CleanRawMemories(
      SweepQueue queue,
      Transactions transactions,
      Schedules schedules,
      RawSettings settings,
      InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.schedules = schedules;
    this.settings = settings;
    this.clock = clock;
  }

  /// Cleans up if it is time to; what fails is tried again in an hour.
  public JobRun runIfDue() {
    Instant now = clock.instant();
    if (!schedules.claim(JobKind.RAW_CLEANUP, now, now.plus(LEASE))) {
      return JobRun.NOTHING;
    }
    RawCleanupReport report = run(settings);
    if (report.success()) {
      schedules.next(JobKind.RAW_CLEANUP, Night.after(now));
    }
    return new JobRun(Math.toIntExact(report.deletedCount()), Math.toIntExact(report.errorCount()));
  }

  /// Cleans up now.
  ///
  /// @throws RuntimeException of the store, where it fails for one user after the other
  public RawCleanupReport run(RawSettings kept) {
    Instant before = clock.instant().minus(kept.keptFor());
    JobRun sum = JobRun.NOTHING;
    try {
      Optional<UserId> last = Optional.empty();
      List<UserId> users;
      do {
        users = queue.withOldRaw(before, last, USERS);
        sum = sum.and(UserByUser.each(users, user -> clean(user, before)));
        last = users.isEmpty() ? last : Optional.of(users.getLast());
      } while (users.size() == USERS);
    } catch (RuntimeException e) {
      log(report(sum.and(new JobRun(0, 1)), before, kept));
      throw e;
    }
    RawCleanupReport report = report(sum, before, kept);
    log(report);
    return report;
  }

  private JobRun clean(UserId user, Instant before) {
    int all = 0;
    int gone;
    do {
      gone = transactions.write(user, clock.instant(), tx -> tx.raw().removeOld(before, AT_ONCE));
      all += gone;
    } while (gone == AT_ONCE);
    return JobRun.done(all);
  }

  /// What [#run] would delete now.
  public RawCleanupReport preview(RawSettings kept) {
    Instant before = clock.instant().minus(kept.keptFor());
    return new RawCleanupReport(true, queue.countOldRaw(before), 0, before, kept.days());
  }

  private static RawCleanupReport report(JobRun sum, Instant before, RawSettings kept) {
    return new RawCleanupReport(sum.failed() == 0, sum.done(), sum.failed(), before, kept.days());
  }

  private static void log(RawCleanupReport report) {
    LOG.atInfo()
        .addKeyValue("success", report.success())
        .addKeyValue("deleted_count", report.deletedCount())
        .addKeyValue("error_count", report.errorCount())
        .addKeyValue("cutoff_date", report.cutoffDate())
        .addKeyValue("days_threshold", report.daysThreshold())
        .log("raw memories were cleaned up");
  }
}
