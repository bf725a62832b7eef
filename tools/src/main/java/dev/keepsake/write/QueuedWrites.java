package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteQueue;
import dev.keepsake.store.WriteTx;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides the writes that were accepted. Several processes may do so at once, and each may die at
/// any moment: a write is decided in one transaction that first looks whether it still waits, and
/// what a worker had taken comes back when its lease is over.
///
/// A text that can't be embedded is tried 3 times; then its write is decided without a vector.
public final class QueuedWrites {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedWrites.class);
  private static final int BATCH = 50;
  private static final int ATTEMPTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final WriteQueue queue;
  private final Transactions transactions;
  private final WritePath path;
  private final Embedder embedder;
  private final Duration retryAfter;
  private final InstantSource clock;
  private final IdSource ids;

  public QueuedWrites(
      WriteQueue queue,
      Transactions transactions,
      WritePath path,
      Embedder embedder,
      Duration retryAfter,
      InstantSource clock,
      IdSource ids) {
    this.queue = queue;
    this.transactions = transactions;
    this.path = path;
    this.embedder = embedder;
    this.retryAfter = retryAfter;
    this.clock = clock;
    this.ids = ids;
  }

  /// One that was claimed.
  private record Claimed(QueuedWrite write, QueuedRequest request) {
    String text() {
      return request.input().content().text();
    }
  }

  /// One batch of those whose turn it is.
  ///
  /// @return how many were decided
  public int run() {
    String worker = ids.next().toString();
    List<Claimed> batch = claim(worker);
    Map<String, EmbeddedText> vectors = embed(batch.stream().map(Claimed::text).distinct());
    int decided = 0;
    for (Claimed claimed : batch) {
      EmbeddedText vector = vectors.get(claimed.text());
      QueuedWrite write = claimed.write();
      if (vector != null) {
        decided += decide(claimed, new Meaning.Known(vector), write.attempts());
      } else if (write.attempts() + 1 < ATTEMPTS) {
        postpone(write, worker);
      } else {
        decided +=
            decide(claimed, new Meaning.Missing(EmbeddingStatus.FAILED), write.attempts() + 1);
      }
    }
    return decided;
  }

  /// In the order in which they were accepted: the first of several that say the same is stored.
  private List<Claimed> claim(String worker) {
    Instant now = clock.instant();
    var ids = new LinkedHashMap<UserId, List<MemoryId>>();
    for (MemoryKey key : queue.claimWrites(now, now.plus(LEASE), worker, BATCH)) {
      ids.computeIfAbsent(key.user(), _ -> new ArrayList<>()).add(key.id());
    }
    var claimed = new ArrayList<Claimed>();
    ids.forEach((user, writes) ->
        waiting(user, writes)
            .forEach(write ->
                QueuedRequest.find(write)
                    .ifPresentOrElse(
                        request -> claimed.add(new Claimed(write, request)),
                        () -> postpone(write, worker))));
    return claimed;
  }

  private List<QueuedWrite> waiting(UserId user, List<MemoryId> ids) {
    return transactions.read(
        user,
        tx ->
            ids.stream()
                .flatMap(id -> tx.queued().find(user, id).stream())
                .filter(QueuedWrite::waits)
                .sorted(
                    Comparator.comparing(QueuedWrite::acceptedAt)
                        .thenComparing(write -> write.id().toString()))
                .toList());
  }

  /// One by one: a text that the model refuses holds up no other.
  private Map<String, EmbeddedText> embed(Stream<String> texts) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var vectors = new HashMap<String, EmbeddedText>();
    texts.forEach(text -> {
      var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      try {
        vectors.put(text, embedder.embed(text, left));
      } catch (MemoryException e) {
        LOG.atWarn().setCause(e).log("no vector yet for a queued write");
      }
    });
    return vectors;
  }

  /// @param attempts how often its text could not be embedded
  /// @return 1 if it was decided, 0 if somebody else had
  private int decide(Claimed claimed, Meaning meaning, int attempts) {
    QueuedWrite write = claimed.write();
    try {
      SaveOutput answer =
          path.finish(
              claimed.request().proposal(write),
              claimed.request().rule(),
              new Finishing(write, attempts),
              meaning);
      return answer.replayed().isPresent() ? 0 : 1;
    } catch (MemoryException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      LOG.atDebug().setCause(e).addKeyValue("write", write.id()).log("a write is gone");
      return 0;
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

  private void postpone(QueuedWrite write, String worker) {
    Instant now = clock.instant();
    transactions.write(
        write.owner().user(),
        now,
        tx -> {
          tx.queued().postpone(write.owner(), write.id(), worker, now.plus(retryAfter));
          return write.id();
        });
  }
}
