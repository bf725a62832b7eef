package dev.keepsake.reembed;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.reembed.Batches.Batch;
import dev.keepsake.store.SpaceState;
import dev.keepsake.store.Spaces;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills the space of the model that is set, while another is searched, and switches to it when no
/// vector is missing but of what was written just now. What is missing is in the store, so that
/// nothing is done twice after an interruption. Where a memory can't be embedded, the search stays
/// as it is.
///
/// Only a space that is `filling` is filled: a process whose settings are older than a switch does
/// not switch back. Thread-safe: one step at a time.
public final class SpaceFilling {
  private static final Logger LOG = LoggerFactory.getLogger(SpaceFilling.class);

  /// One that has not been read by the model today may be tomorrow; to try is a walk over all
  /// users.
  private static final Duration PAUSE_AT_REFUSAL = Duration.ofMinutes(15);

  private final Spaces spaces;
  private final StoredSpace space;
  private final Embedder embedder;
  private final Batches batches;
  private final SpaceSwitch search;
  private final InstantSource clock;
  private final Set<MemoryId> refused = new HashSet<>();
  private boolean due = true;
  private Instant notBefore = Instant.MIN;
  private boolean followed;
  private Optional<UserId> passed = Optional.empty();
  private Optional<UserId> user = Optional.empty();
  private Optional<MemoryId> memory = Optional.empty();

  /// @param space of the model that is set
  /// @param embedder of that space
  public SpaceFilling(
      Spaces spaces,
      Transactions transactions,
      StoredSpace space,
      Embedder embedder,
      InstantSource clock) {
    this.spaces = spaces;
    this.space = space;
    this.embedder = embedder;
    this.batches = new Batches(transactions, embedder, space, clock);
    this.search = new SpaceSwitch(spaces, transactions, space, clock);
    this.clock = clock;
  }

  /// One batch, or the switch; nothing if there is nothing to do at present.
  ///
  /// @throws dev.keepsake.error.MemoryException if the model is not to be had
  public synchronized JobRun step() {
    if (!due || clock.instant().isBefore(notBefore)) {
      return JobRun.NOTHING;
    }
    SpaceState state = spaces.state(space);
    due = state == SpaceState.FILLING;
    if (state == SpaceState.ACTIVE && !followed && !spaces.list(SpaceState.RETIRED).isEmpty()) {
      search.followUp(); // whoever has switched may have ended before
      followed = true;
    }
    if (!due || !ready()) {
      return JobRun.NOTHING;
    }
    JobRun run = JobRun.NOTHING;
    while (run.done() == 0 && (user.isPresent() || nextUser())) {
      Batch batch = batches.run(user.orElseThrow(), memory, refused);
      refused.addAll(batch.refused().keySet());
      run = run.and(new JobRun(batch.made(), batch.refused().size()));
      memory = batch.last();
      if (memory.isEmpty()) {
        passed = user;
        user = Optional.empty();
      }
    }
    if (run.done() == 0) {
      passed = Optional.empty();
      run = run.and(JobRun.done(finish() ? 1 : 0));
    }
    return run;
  }

  private boolean ready() {
    embedder.preload();
    return embedder.state() instanceof EmbedderState.Ready;
  }

  private boolean nextUser() {
    List<UserId> next = spaces.lacking(space, passed, 1);
    user = next.stream().findFirst();
    return user.isPresent();
  }

  private boolean finish() {
    if (refused.isEmpty() && search.tryNow()) {
      followed = true;
      LOG.atInfo()
          .addKeyValue("model", space.space().model())
          .log("every memory has its vector of the new model, which is searched from now on");
      return true;
    }
    if (!refused.isEmpty()) {
      notBefore = clock.instant().plus(PAUSE_AT_REFUSAL);
      LOG.atWarn()
          .addKeyValue("model", space.space().model())
          .log(
              "{} memories can't be embedded by the new model, so that the old one is searched on;"
                  + " `keepsake reembed` says why, and switches with --without-failed",
              refused.size());
    }
    return false;
  }
}
