package dev.keepsake.conversation;

import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import dev.keepsake.job.Night;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Schedules;
import dev.keepsake.store.SweepQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.write.UserByUser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What becomes of conversations that nobody goes on with: first all but the newest messages are
/// folded into the summary, and after long they go for good. User by user and in small batches,
/// each a transaction of its own, by one of the processes. Thread-safe.
public final class ConversationCleanup {
  /// Whoever has not said by then that it is done, has died or failed: another one takes it up.
  private static final Duration LEASE = Duration.ofHours(1);

  private static final Duration BETWEEN_TRIMS = Duration.ofMinutes(15);
  private static final int USERS = 100;

  /// Conversations; one has many messages.
  private static final int AT_ONCE = 20;

  private final SweepQueue queue;
  private final Transactions transactions;
  private final Schedules schedules;
  private final Trimming trimming;
  private final ConversationSettings settings;
  private final InstantSource clock;

  ConversationCleanup(
      SweepQueue queue,
      Transactions transactions,
      Schedules schedules,
      Trimming trimming,
      ConversationSettings settings,
      InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.schedules = schedules;
    this.trimming = trimming;
    this.settings = settings;
    this.clock = clock;
  }

  /// Removes what is too old, if it is time to; what fails is tried again in an hour.
  public JobRun removeIfDue() {
    return ifDue(JobKind.CONVERSATION_CLEANUP, this::remove, Night::after);
  }

  /// Trims what rests, if it is time to; what fails is tried again in an hour.
  public JobRun trimIfDue() {
    return ifDue(JobKind.CONVERSATION_TRIM, this::trim, now -> now.plus(BETWEEN_TRIMS));
  }

  private JobRun ifDue(
      JobKind job, Function<Instant, JobRun> work, Function<Instant, Instant> next) {
    Instant now = clock.instant();
    if (!schedules.claim(job, now, now.plus(LEASE))) {
      return JobRun.NOTHING;
    }
    JobRun run = work.apply(now);
    if (run.failed() == 0) {
      schedules.next(job, next.apply(now));
    }
    return run;
  }

  /// @return how many conversations went
  private JobRun remove(Instant now) {
    Instant before = now.minus(settings.keptFor());
    return each(
        last -> queue.withOldConversations(before, last, USERS), user -> remove(user, before));
  }

  private JobRun remove(UserId user, Instant before) {
    int all = 0;
    int gone;
    do {
      gone =
          transactions.write(
              user, clock.instant(), tx -> tx.conversations().removeOld(before, AT_ONCE));
      all += gone;
    } while (gone == AT_ONCE);
    return JobRun.done(all);
  }

  /// @return how many conversations were trimmed
  private JobRun trim(Instant now) {
    Instant before = now.minus(settings.shortTerm().window());
    int keep = settings.shortTerm().messages();
    return each(
        last -> queue.withLongConversations(before, keep, last, USERS),
        user -> trim(user, before, keep));
  }

  private JobRun trim(UserId user, Instant before, int keep) {
    int all = 0;
    List<ConversationKey> some;
    do {
      some = transactions.read(user, tx -> tx.conversations().tooLong(before, keep, AT_ONCE));
      some.forEach(one -> trimming.trim(one.owner(), one.id(), keep, before));
      all += some.size();
    } while (some.size() == AT_ONCE);
    return JobRun.done(all);
  }

  private static JobRun each(
      Function<Optional<UserId>, List<UserId>> find, Function<UserId, JobRun> work) {
    JobRun sum = JobRun.NOTHING;
    Optional<UserId> last = Optional.empty();
    List<UserId> users;
    do {
      users = find.apply(last);
      sum = sum.and(UserByUser.each(users, work));
      last = users.isEmpty() ? last : Optional.of(users.getLast());
    } while (users.size() == USERS);
    return sum;
  }
}
