package dev.keepsake.reembed;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.reembed.Batches.Batch;
import dev.keepsake.reembed.ReembedSummary.Failed;
import dev.keepsake.store.SpaceState;
import dev.keepsake.store.Spaces;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Fills the space of the model that is set while somebody waits, and switches the search to it.
/// May be interrupted at any moment and run again: what is made is stored, batch by batch. Beside
/// servers that fill the same space nothing is stored twice.
public final class Reembed {
  /// Waits after a model that answers nothing: limits that count by the minute are outlasted.
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40));

  private static final int USERS = 100;

  /// Rounds over all users in which nothing was made though much is missing; another process may be
  /// just making it.
  private static final int IDLE_ROUNDS = 3;

  private final Spaces spaces;
  private final Transactions transactions;
  private final StoredSpace space;
  private final Embedder embedder;
  private final InstantSource clock;
  private final Pause pause;
  private final SpaceSwitch search;

  /// Waits.
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /// @param space of the model that is set
  /// @param embedder of that space
  public Reembed(
      Spaces spaces,
      Transactions transactions,
      StoredSpace space,
      Embedder embedder,
      InstantSource clock,
      Pause pause) {
    this.spaces = spaces;
    this.transactions = transactions;
    this.space = space;
    this.embedder = embedder;
    this.clock = clock;
    this.pause = pause;
    this.search = new SpaceSwitch(spaces, transactions, space, clock);
  }

  /// @throws MemoryException with `EMBEDDER_UNAVAILABLE` if the model does not answer for over a
  ///   minute, `CANCELLED` if the thread is interrupted; what was made until then is stored
  public ReembedSummary run(ReembedOptions options, ReembedWatch watch) {
    requireModel();
    StoredSpace before = spaces.list(SpaceState.ACTIVE).getFirst();
    boolean changes = !before.equals(space);
    Spaces.Filled filled = spaces.filled(space);
    watch.begins(filled.memories());
    var rounds = new Rounds(watch, filled.embedded());
    boolean searched = !changes;
    for (int idle = 0; idle < IDLE_ROUNDS && rounds.refused.isEmpty(); ) {
      idle = rounds.run() == 0 ? idle + 1 : 0;
      searched = searched || (rounds.refused.isEmpty() && search.tryNow());
      if (searched) {
        break;
      }
    }
    if (!searched && options.withoutFailed()) {
      search.now();
      searched = true;
    }
    if (!changes) {
      search.followUp(); // an earlier switch may have ended before
    }
    long dropped = searched && options.dropOld() ? drop() : 0;
    return new ReembedSummary(
        space.space(),
        before.space(),
        searched ? space.space() : before.space(),
        spaces.filled(space).memories(),
        rounds.made,
        rounds.refused.entrySet().stream()
            .map(one -> new Failed(one.getKey(), one.getValue()))
            .toList(),
        dropped);
  }

  private void requireModel() {
    embedder.preload();
    if (embedder.state() instanceof EmbedderState.Failed(String reason)) {
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, reason);
    }
  }

  /// Rounds over all users, and what they have come to.
  private final class Rounds {
    private final ReembedWatch watch;
    private final Map<MemoryId, String> refused = new LinkedHashMap<>();
    private final long there;
    private long made;

    Rounds(ReembedWatch watch, long there) {
      this.watch = watch;
      this.there = there;
    }

    /// @return how many vectors were made
    long run() {
      long already = made;
      var batches = new Batches(transactions, embedder, space, clock);
      search.eachLacking(user -> {
        Optional<MemoryId> last = Optional.empty();
        do {
          Optional<MemoryId> after = last;
          Batch batch = patiently(() -> batches.run(user, after, refused.keySet()));
          refused.putAll(batch.refused());
          made += batch.made();
          watch.reached(there + made);
          last = batch.last();
        } while (last.isPresent());
      });
      return made - already;
    }
  }

  private <R> R patiently(Supplier<R> work) {
    for (Duration wait : WAITS) {
      try {
        return work.get();
      } catch (MemoryException e) {
        if (e.code() != ErrorCode.EMBEDDER_UNAVAILABLE && e.code() != ErrorCode.OVERLOADED) {
          throw e;
        }
        pause(wait);
      }
    }
    return work.get();
  }

  private void pause(Duration time) {
    try {
      pause.of(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorCode.CANCELLED,
          "The change of the model was interrupted; run it again to go on.",
          e);
    }
  }

  private long drop() {
    long dropped = 0;
    for (StoredSpace retired : spaces.list(SpaceState.RETIRED)) {
      List<UserId> users = spaces.having(retired, USERS);
      while (!users.isEmpty()) {
        for (UserId user : users) {
          dropped += transactions.write(user, clock.instant(), tx -> tx.spaces().drop(retired));
        }
        users = spaces.having(retired, USERS);
      }
    }
    return dropped;
  }
}
