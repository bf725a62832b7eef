package dev.keepsake.write;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.EmbeddingQueue;
import dev.keepsake.store.EmbeddingRows;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.WriteTx;
import dev.keepsake.write.BatchEmbedding.Answer;
import dev.keepsake.write.BatchEmbedding.Answers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives memories that were stored while the model was late their vectors: `pending`, `processing`
/// while a worker holds it, then `completed`, or `failed` by [EmbeddingRetries]. Several processes
/// may do so at once: each memory is claimed by one of them until its lease is over, so that what a
/// process held that died is taken up by another.
///
/// While the model is not to be had, no memory is charged with an attempt: what was claimed is
/// given back.
public final class EmbeddingFollowUp {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingFollowUp.class);
  private static final int BATCH = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final EmbeddingQueue queue;
  private final Transactions transactions;
  private final Embedder embedder;
  private final BatchEmbedding model;
  private final EmbeddingRetries retries;
  private final InstantSource clock;

  public EmbeddingFollowUp(
      EmbeddingQueue queue,
      Transactions transactions,
      Embedder embedder,
      EmbeddingRetries retries,
      InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.embedder = embedder;
    this.model = new BatchEmbedding(embedder, PATIENCE, clock);
    this.retries = retries;
    this.clock = clock;
  }

  /// A memory as it was given to the model, and what came back.
  private record Asked(Memory memory, Answer answer) {}

  /// One batch of those that are due. Does nothing while the model is not ready.
  ///
  /// @throws dev.keepsake.error.MemoryException if nothing could be done because the model is not
  ///   to be had: whoever comes again should wait longer
  public JobRun run() {
    if (!(embedder.state() instanceof EmbedderState.Ready)) {
      return JobRun.NOTHING;
    }
    Instant lease = clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MICROS);
    List<Memory> memories = claim(lease);
    if (memories.isEmpty()) {
      return JobRun.NOTHING;
    }
    Answers answers =
        model.ask(memories.stream().map(memory -> memory.content().text()).toList(), lease);
    JobRun run = settle(memories, answers, lease);
    if (run.done() == 0 && answers.outage().isPresent()) {
      throw answers.outage().get();
    }
    return run;
  }

  private List<Memory> claim(Instant lease) {
    var memories = new ArrayList<Memory>();
    var _ =
        UserByUser.each(
            queue.claim(clock.instant(), lease, BATCH),
            MemoryKey::user,
            (user, keys) -> {
              List<MemoryId> ids = keys.stream().map(MemoryKey::id).toList();
              transactions
                  .read(user, tx -> tx.transfer().find(user, ids))
                  .values()
                  .forEach(whole -> memories.add(whole.memory()));
              return JobRun.NOTHING;
            });
    return memories;
  }

  /// A process that is ending gives its claims back first.
  private JobRun settle(List<Memory> memories, Answers answers, Instant lease) {
    boolean interrupted = Thread.interrupted();
    try {
      List<Asked> asked =
          IntStream.range(0, memories.size())
              .mapToObj(n -> new Asked(memories.get(n), answers.each().get(n)))
              .toList();
      return UserByUser.each(
          asked,
          one -> one.memory().owner().user(),
          (user, own) ->
              transactions.write(user, clock.instant(), tx -> settle(tx, user, own, lease)));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private JobRun settle(WriteTx tx, UserId user, List<Asked> asked, Instant lease) {
    var now = tx.transfer().find(user, asked.stream().map(one -> one.memory().id()).toList());
    JobRun sum = JobRun.NOTHING;
    for (Asked one : asked) {
      WholeMemory found = now.get(one.memory().id());
      // a vector of an earlier text belongs to no memory
      if (found != null && found.memory().content().equals(one.memory().content())) {
        sum = sum.and(settle(tx, one, lease));
      }
    }
    return sum;
  }

  private JobRun settle(WriteTx tx, Asked asked, Instant lease) {
    Memory memory = asked.memory();
    return switch (asked.answer()) {
      case Answer.Made(var vector) ->
          JobRun.done(tx.memories().embed(memory.owner(), memory.id(), vector) ? 1 : 0);
      case Answer.Refused(var reason) -> {
        LOG.atWarn().setCause(reason).addKeyValue("memory", memory.id()).log("no vector");
        end(tx, memory, lease, attempts -> retries.afterFailure(attempts, clock.instant()));
        yield new JobRun(0, 1);
      }
      case Answer.NotAsked() -> {
        end(tx, memory, lease, attempts -> retries.unasked(attempts, clock.instant()));
        yield JobRun.NOTHING;
      }
    };
  }

  private static void end(
      WriteTx tx, Memory memory, Instant lease, IntFunction<EmbeddingRows.Turn> turn) {
    tx.embeddings()
        .failedAttempts(memory.owner(), memory.id(), lease)
        .ifPresent(attempts ->
            tx.embeddings().end(memory.owner(), memory.id(), lease, turn.apply(attempts)));
  }
}
