package dev.keepsake.write;

import dev.keepsake.embed.Embedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.EmbeddingRows.Turn;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteQueue;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.BatchEmbedding.Answer;
import dev.keepsake.write.BatchEmbedding.Answers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides the writes that were accepted. Several processes may do so at once, and each may die at
/// any moment: a write is decided in one transaction that first looks whether it still waits, and
/// what a worker had taken comes back when its lease is over.
///
/// A write whose text can't be embedded, whosever fault that is, is tried again by
/// [EmbeddingRetries]; where those would give a memory up, it is decided without a vector. Its
/// memory has `failed` if the model refused the text; after an outage the vector is `pending`.
public final class QueuedWrites {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedWrites.class);
  private static final int BATCH = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Long enough for a batch that fails, a question whether the model answers at all, and some
  /// texts by themselves.
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final WriteQueue queue;
  private final Transactions transactions;
  private final WritePath path;
  private final BatchEmbedding model;
  private final EmbeddingRetries retries;
  private final InstantSource clock;
  private final IdSource ids;

  public QueuedWrites(
      WriteQueue queue,
      Transactions transactions,
      WritePath path,
      Embedder embedder,
      EmbeddingRetries retries,
      InstantSource clock,
      IdSource ids) {
    this.queue = queue;
    this.transactions = transactions;
    this.path = path;
    this.model = new BatchEmbedding(embedder, PATIENCE, clock);
    this.retries = retries;
    this.clock = clock;
    this.ids = ids;
  }

  /// One that was claimed.
  private record Claimed(QueuedWrite write, QueuedRequest request, String worker) {
    String text() {
      return request.input().content().text();
    }
  }

  /// What was claimed, and whose reading failed.
  private record Batch(Map<UserId, List<Claimed>> byUser, JobRun unread) {}

  /// One batch of those whose turn it is.
  public JobRun run() {
    Instant lease = clock.instant().plus(LEASE);
    Batch batch = claim(lease);
    Map<UserId, List<Claimed>> writes = batch.byUser();
    List<String> texts =
        writes.values().stream().flatMap(List::stream).map(Claimed::text).distinct().toList();
    if (texts.isEmpty()) {
      return batch.unread();
    }
    Answers answers = model.ask(texts, lease);
    answers.outage().ifPresent(e -> LOG.warn("no vectors for the queued writes", e));
    var byText = new HashMap<String, Answer>();
    for (int i = 0; i < texts.size(); i++) {
      byText.put(texts.get(i), answers.each().get(i));
    }
    boolean outage = answers.outage().isPresent();
    return batch
        .unread()
        .and(
            UserByUser.each(
                writes.keySet(),
                user -> settle(writes.getOrDefault(user, List.of()), byText, outage)));
  }

  private Batch claim(Instant lease) {
    String worker = ids.next().toString();
    List<MemoryKey> claimed = queue.claimWrites(clock.instant(), lease, worker, BATCH);
    var byUser = new LinkedHashMap<UserId, List<Claimed>>();
    JobRun unread =
        UserByUser.each(
            claimed,
            MemoryKey::user,
            (user, keys) -> {
              byUser.put(user, read(user, keys.stream().map(MemoryKey::id).toList(), worker));
              return JobRun.NOTHING;
            });
    return new Batch(byUser, unread);
  }

  /// In the order in which they were accepted: the first of several that say the same is stored.
  /// What another version wrote and this one can't read is left to its lease.
  private List<Claimed> read(UserId user, List<MemoryId> writes, String worker) {
    return transactions.read(
        user,
        tx ->
            writes.stream()
                .flatMap(id -> tx.queued().find(user, id).stream())
                .filter(QueuedWrite::waits)
                .sorted(
                    Comparator.comparing(QueuedWrite::acceptedAt)
                        .thenComparing(write -> write.id().toString()))
                .flatMap(write ->
                    QueuedRequest.find(write)
                        .map(request -> new Claimed(write, request, worker))
                        .stream())
                .toList());
  }

  /// One that can't be decided goes to the back of the queue, and the user's others go on.
  private JobRun settle(List<Claimed> writes, Map<String, Answer> answers, boolean outage) {
    JobRun sum = JobRun.NOTHING;
    RuntimeException failure = null;
    for (Claimed claimed : writes) {
      Answer answer = answers.getOrDefault(claimed.text(), new Answer.NotAsked());
      try {
        sum = sum.and(settle(claimed, answer, outage));
      } catch (RuntimeException e) { // whatever it is: the others have nothing to do with it
        failure = e;
        toTheBack(claimed, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return sum;
  }

  private void toTheBack(Claimed claimed, RuntimeException why) {
    try {
      postpone(claimed, 1, clock.instant().plus(retries.pause()));
    } catch (RuntimeException e) { // the first says more
      why.addSuppressed(e);
      throw why;
    }
  }

  private JobRun settle(Claimed claimed, Answer answer, boolean outage) {
    QueuedWrite write = claimed.write();
    return switch (answer) {
      case Answer.Made(var vector) -> decide(claimed, new Meaning.Known(vector), write.attempts());
      case Answer.Refused(var reason) -> {
        LOG.atWarn().setCause(reason).addKeyValue("write", write.id()).log("no vector");
        yield unembedded(claimed, true);
      }
      case Answer.NotAsked() -> {
        if (outage) {
          yield unembedded(claimed, false);
        }
        postpone(claimed, 0, clock.instant()); // there was no time left for it
        yield JobRun.NOTHING;
      }
    };
  }

  /// @param refused whether the model has no vector for this text; else it is not to be had
  private JobRun unembedded(Claimed claimed, boolean refused) {
    Turn turn = retries.afterFailure(claimed.write().attempts(), clock.instant());
    if (turn.status() == EmbeddingStatus.FAILED) {
      var missing = new Meaning.Missing(Optional.of(turn).filter(_ -> refused));
      return decide(claimed, missing, turn.failedAttempts());
    }
    postpone(claimed, 1, turn.next().orElseThrow());
    return new JobRun(0, 1);
  }

  /// @param attempts how often its text could not be embedded
  private JobRun decide(Claimed claimed, Meaning meaning, int attempts) {
    QueuedWrite write = claimed.write();
    Proposal proposal = claimed.request().proposal(write);
    if (transactions.read(write.owner().user(), tx -> WriteDecider.targetWaits(tx, proposal))) {
      postpone(claimed, 0, clock.instant().plus(retries.pause()));
      return JobRun.NOTHING;
    }
    try {
      SaveOutput answer =
          path.finish(proposal, claimed.request().rule(), new Finishing(write, attempts), meaning);
      // if it comes from the row, somebody else has decided
      return JobRun.done(answer.replayed().isPresent() ? 0 : 1);
    } catch (MemoryException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      LOG.atDebug().setCause(e).addKeyValue("write", write.id()).log("a write is gone");
      return JobRun.NOTHING;
    }
  }

  /// Ends the row in the transaction of the decision.
  private record Finishing(QueuedWrite write, int attempts) implements Bookkeeping {

    /// @throws MemoryException with `NOT_FOUND` if nothing is left of it
    @Override
    public Optional<SaveOutput> earlier(ReadTx tx, Instant at) {
      QueuedWrite now =
          tx.queued()
              .find(write.owner(), write.id())
              .orElseThrow(() -> WriteReceipts.unknown(write.id()));
      return now.finished().map(done -> SaveAnswer.replayed(done.outcome(), ""));
    }

    @Override
    public void note(WriteTx tx, WriteDecision decision, SaveOutput answer, WriteEvents events) {
      tx.queued().finish(write.owner(), write.id(), attempts, SaveAnswer.stored(answer));
    }
  }

  private void postpone(Claimed claimed, int failures, Instant next) {
    QueuedWrite write = claimed.write();
    var _ =
        transactions.write(
            write.owner().user(),
            clock.instant(),
            tx -> {
              tx.queued().postpone(write.owner(), write.id(), claimed.worker(), failures, next);
              return write.id();
            });
  }
}
