package dev.keepsake.write;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.UserId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        if (isErased(e)) {
          LOG.debug("a user was erased meanwhile: nothing is open any more", e);
          continue;
        }
        failures++;
        if (failures == MOST_FAILURES || isInterrupted(e)) {
          throw e;
        }
        LOG.warn("what is open for one user could not be done", e);
      }
    }
    return sum.and(new JobRun(0, failures));
  }

  /// The same, where what is open is handed over with its user, in its order.
  ///
  /// @param of whose it is
  public static <K> JobRun each(
      Collection<K> open, Function<K, UserId> of, BiFunction<UserId, List<K>, JobRun> work) {
    Map<UserId, List<K>> byUser =
        open.stream().collect(Collectors.groupingBy(of, LinkedHashMap::new, Collectors.toList()));
    return each(byUser.keySet(), user -> work.apply(user, byUser.getOrDefault(user, List.of())));
  }

  private static boolean isErased(RuntimeException failure) {
    return failure instanceof MemoryException e && e.code() == ErrorCode.USER_ERASED;
  }

  private static boolean isInterrupted(RuntimeException failure) {
    return failure instanceof MemoryException e && e.code() == ErrorCode.CANCELLED;
  }
}
