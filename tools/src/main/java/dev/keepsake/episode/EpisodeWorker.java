package dev.keepsake.episode;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.IdSource;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Episode;
import dev.keepsake.store.EpisodeQueue;
import dev.keepsake.store.Transactions;
import dev.keepsake.write.UserByUser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the episodes that are due. Several processes may do so at once, and each may die at any
/// moment: what a worker had taken comes back when its lease is over.
///
/// A model that does not answer is asked again after a pause that doubles; when it has failed
/// [#MODEL_ATTEMPTS] times the episode is made of the conversation's own sentences. Thread-safe.
public final class EpisodeWorker {
  static final int MODEL_ATTEMPTS = 4;

  /// After which nothing is tried any more.
  private static final int MOST_ATTEMPTS = 8;

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int BATCH = 4;

  /// Longer than a batch takes where a model is slow and asked again.
  private static final Duration LEASE = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(EpisodeWorker.class);

  private final EpisodeQueue queue;
  private final Transactions transactions;
  private final EpisodeMaker maker;
  private final InstantSource clock;
  private final IdSource ids;

  EpisodeWorker(
      EpisodeQueue queue,
      Transactions transactions,
      EpisodeMaker maker,
      InstantSource clock,
      IdSource ids) {
    this.queue = queue;
    this.transactions = transactions;
    this.maker = maker;
    this.clock = clock;
    this.ids = ids;
  }

  /// One batch of those whose turn it is.
  public JobRun run() {
    String worker = ids.next().toString();
    Instant now = clock.instant();
    List<ConversationKey> claimed = queue.claimEpisodes(now, now.plus(LEASE), worker, BATCH);
    return UserByUser.each(claimed, key -> key.owner().user(), (_, keys) -> make(keys, worker));
  }

  private JobRun make(List<ConversationKey> keys, String worker) {
    JobRun sum = JobRun.NOTHING;
    for (ConversationKey key : keys) {
      sum = sum.and(make(key, worker));
    }
    return sum;
  }

  private JobRun make(ConversationKey key, String worker) {
    int before = attempts(key);
    EpisodeSummary.By by =
        before < MODEL_ATTEMPTS ? EpisodeSummary.By.MODEL : EpisodeSummary.By.WHAT_ANSWERS;
    try {
      var _ = maker.make(key, worker, by);
      return JobRun.done(1);
    } catch (RuntimeException e) { // else one that always fails would come back for ever
      if (isOver(e)) {
        throw e;
      }
      LOG.warn("an episode could not be made", e);
      failed(key, worker, before + 1);
      return new JobRun(0, 1);
    }
  }

  /// The user was erased, or this process stops.
  private static boolean isOver(RuntimeException failure) {
    return failure instanceof MemoryException e
        && (e.code() == ErrorCode.USER_ERASED || e.code() == ErrorCode.CANCELLED);
  }

  private int attempts(ConversationKey key) {
    return transactions.read(
        key.owner().user(),
        tx -> tx.episodes().find(key.owner(), key.id()).map(Episode::attempts).orElse(0));
  }

  private void failed(ConversationKey key, String worker, int attempts) {
    Instant now = clock.instant();
    transactions.write(
        key.owner().user(),
        now,
        tx -> {
          if (attempts >= MOST_ATTEMPTS) {
            return tx.episodes()
                .finish(key.owner(), key.id(), worker, EpisodeState.FAILED, Optional.empty());
          }
          tx.episodes().postpone(key.owner(), key.id(), worker, 1, now.plus(pause(attempts)));
          return true;
        });
  }

  private static Duration pause(int attempts) {
    return PAUSE.multipliedBy(1L << (attempts - 1));
  }
}
