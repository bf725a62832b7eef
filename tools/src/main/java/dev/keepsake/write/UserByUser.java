package dev.keepsake.write;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.UserId;
import java.util.Collection;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work on the rows of many users, a transaction for each: what fails for one does not keep the
/// others waiting.
public final class UserByUser {
  private static final Logger LOG = LoggerFactory.getLogger(UserByUser.class);

  /// So many failures are no longer about single users.
  private static final int MOST_FAILURES = 3;

  private UserByUser() {}

  /// @param work what is done for one user; what throws counts as one failure
  /// @throws RuntimeException the last of three failures, or the one that says that the thread was
  ///   interrupted
  public static JobRun each(Collection<UserId> users, Function<UserId, JobRun> work) {
    JobRun sum = JobRun.NOTHING;
    int failures = 0;
    for (UserId user : users) {
      try {
        sum = sum.and(work.apply(user));
      } catch (RuntimeException e) {
        failures++;
        if (failures == MOST_FAILURES || isInterrupted(e)) {
          throw e;
        }
        LOG.warn("what is open for one user could not be done", e);
      }
    }
    return sum.and(new JobRun(0, failures));
  }

  private static boolean isInterrupted(RuntimeException failure) {
    return failure instanceof MemoryException e && e.code() == ErrorCode.CANCELLED;
  }
}
