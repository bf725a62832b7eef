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
import java.util.ArrayList;
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
/// [EmbeddingRetries]; where those would give a memory up, it is decided without a vector.
public final class QueuedWrites {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedWrites.class);
  private static final int BATCH = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(60);

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

  /// One batch of those whose turn it is.
  public JobRun run() {
    Instant lease = clock.instant().plus(LEASE);
    Map<UserId, List<Claimed>> batch = claim(lease);
    List<String> texts =
        batch.values().stream().flatMap(List::stream).map(Claimed::text).distinct().toList();
    if (texts.isEmpty()) {
      return JobRun.NOTHING;
    }
    Answers answers = model.ask(texts, lease);
    answers.outage().ifPresent(e -> LOG.warn("no vectors for the queued writes", e));
    var byText = new HashMap<String, Answer>();
    for (int i = 0; i < texts.size(); i++) {
      byText.put(texts.get(i), charged(answers.each().get(i), answers.outage()));
    }
    return UserByUser.each(
        batch.keySet(), user -> settle(batch.getOrDefault(user, List.of()), byText));
  }

  /// A model that is not to be had fails every text.
  private static Answer charged(Answer answer, Optional<RuntimeException> outage) {
    return answer instanceof Answer.NotAsked
        ? outage.<Answer>map(Answer.Refused::new).orElse(answer)
        : answer;
  }

  private Map<UserId, List<Claimed>> claim(Instant lease) {
    String worker = ids.next().toString();
    var claimed = new LinkedHashMap<UserId, List<MemoryId>>();
    for (MemoryKey key : queue.claimWrites(clock.instant(), lease, worker, BATCH)) {
      claimed.computeIfAbsent(key.user(), _ -> new ArrayList<>()).add(key.id());
    }
    var batch = new LinkedHashMap<UserId, List<Claimed>>();
    claimed.forEach((user, writes) -> batch.put(user, read(user, writes, worker)));
    return batch;
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

  private JobRun settle(List<Claimed> writes, Map<String, Answer> answers) {
    JobRun sum = JobRun.NOTHING;
    for (Claimed claimed : writes) {
      Answer answer = answers.getOrDefault(claimed.text(), new Answer.NotAsked());
      sum = sum.and(settle(claimed, answer));
    }
    return sum;
  }

  private JobRun settle(Claimed claimed, Answer answer) {
    QueuedWrite write = claimed.write();
    return switch (answer) {
      case Answer.Made(var vector) -> decide(claimed, new Meaning.Known(vector), write.attempts());
      case Answer.Refused(var reason) -> {
        LOG.atWarn().setCause(reason).addKeyValue("write", write.id()).log("no vector");
        Turn turn = retries.afterFailure(write.attempts(), clock.instant());
        yield turn.status() == EmbeddingStatus.FAILED
            ? decide(claimed, new Meaning.Missing(Optional.of(turn)), turn.failedAttempts())
            : postpone(claimed, turn.next().orElseThrow());
      }
      // there was no time left for it; its lease ends soon
      case Answer.NotAsked() -> JobRun.NOTHING;
    };
  }

  /// @param attempts how often its text could not be embedded
  private JobRun decide(Claimed claimed, Meaning meaning, int attempts) {
    QueuedWrite write = claimed.write();
    try {
      SaveOutput answer =
          path.finish(
              claimed.request().proposal(write),
              claimed.request().rule(),
              new Finishing(write, attempts),
              meaning);
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

  private JobRun postpone(Claimed claimed, Instant next) {
    QueuedWrite write = claimed.write();
    transactions.write(
        write.owner().user(),
        clock.instant(),
        tx -> {
          tx.queued().postpone(write.owner(), write.id(), claimed.worker(), next);
          return write.id();
        });
    return new JobRun(0, 1);
  }
}
