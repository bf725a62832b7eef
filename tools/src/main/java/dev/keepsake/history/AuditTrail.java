package dev.keepsake.history;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.Checkpoint;
import dev.keepsake.audit.UserHead;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.history.LastCheckpoint.Noted;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.AuditReads;
import dev.keepsake.store.Checkpoints;
import dev.keepsake.store.Transactions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit trails of all users: signs where they stand, and checks them. For whoever runs the
/// database. Thread-safe.
///
/// What is changed before the last checkpoint is found whoever changed it, unless he has the key;
/// what is changed after it is found if it is not consistent with everything behind it.
public final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final int USERS = 1_000;
  private static final int ATTEMPTS = 3;

  /// More than the clocks of several servers differ: a head that is listed twice does no harm.
  private static final Duration OVERLAP = Duration.ofHours(1);

  private final Checkpoints checkpoints;
  private final Transactions transactions;
  private final AuditSettings settings;
  private final LastCheckpoint noted;
  private final InstantSource clock;

  public AuditTrail(
      Checkpoints checkpoints,
      Transactions transactions,
      AuditSettings settings,
      InstantSource clock) {
    this.checkpoints = checkpoints;
    this.transactions = transactions;
    this.settings = settings;
    this.noted = new LastCheckpoint(settings.noteFile());
    this.clock = clock;
  }

  /// Takes a checkpoint if one is due.
  public JobRun checkpointIfDue() {
    Optional<Instant> last = checkpoints.lastAt(); // asked each minute: heads can be many
    boolean due =
        settings
            .checkpointEvery()
            .map(every -> last.map(at -> isOver(at, every)).orElse(true))
            .orElse(false);
    return due ? JobRun.done(checkpoint().isPresent() ? 1 : 0) : JobRun.NOTHING;
  }

  /// Also where the clock was ahead when the last one was taken.
  private boolean isOver(Instant last, Duration every) {
    Instant now = clock.instant();
    return now.isBefore(last) || !now.isBefore(last.plus(every));
  }

  /// Takes a checkpoint now.
  ///
  /// @return empty if nothing has happened since the last, or another process is just taking one
  /// @throws MemoryException with `STORE_UNAVAILABLE` if there is no key, or if the last checkpoint
  ///   that was seen here is gone: what was cut off must not be covered up by signing on
  public Optional<Checkpoint> checkpoint() {
    noted().ifPresent(this::requireThere);
    Optional<Checkpoint> last = checkpoints.last();
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS); // before the heads are read
    List<UserHead> heads =
        heads(
            last.map(Checkpoint::at)
                .filter(before -> !at.isBefore(before)) // else the clock was ahead
                .map(before -> before.minus(OVERLAP))
                .orElse(Instant.EPOCH));
    Set<UserHead> known = Set.copyOf(last.map(Checkpoint::heads).orElse(List.of()));
    if (known.containsAll(heads)) {
      return Optional.empty();
    }
    Checkpoint signed = signed(last, at, heads);
    if (!checkpoints.add(signed)) {
      return Optional.empty();
    }
    noted.note(signed);
    return Optional.of(signed);
  }

  /// Takes a checkpoint now that has the event `seq` of `user`.
  ///
  /// @return its number; empty if none could be taken, which is logged
  public Optional<Long> covered(UserId user, long seq) {
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) { // another process may be just before
        Optional<Checkpoint> last = checkpoint().or(checkpoints::last);
        if (last.filter(checkpoint -> checkpoint.has(user, seq)).isPresent()) {
          return last.map(Checkpoint::number);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("no checkpoint could be taken", e);
    }
    return Optional.empty();
  }

  private Optional<Noted> noted() {
    try {
      return noted.find();
    } catch (IOException e) {
      throw new MemoryException(ErrorCode.STORE_UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private void requireThere(Noted seen) {
    if (checkpoints.find(seen.number()).filter(c -> c.hash().equals(seen.hash())).isEmpty()) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE, "No checkpoint is taken: " + seen.missing() + ".");
    }
  }

  private Checkpoint signed(Optional<Checkpoint> last, Instant at, List<UserHead> heads) {
    SigningKey key = SigningKey.of(settings.keyFile());
    long number = last.map(Checkpoint::number).orElse(0L) + 1;
    String previous = last.map(Checkpoint::hash).orElse(AuditChain.GENESIS);
    String hash = Checkpoint.hash(number, at, previous, heads);
    return new Checkpoint(number, at, previous, heads, hash, key.verifying().id(), key.sign(hash));
  }

  private List<UserHead> heads(Instant since) {
    var heads = new ArrayList<UserHead>();
    Optional<UserId> after = Optional.empty();
    List<UserHead> page;
    do {
      page = checkpoints.heads(since, after, USERS);
      heads.addAll(page);
      after = page.isEmpty() ? after : Optional.of(page.getLast().user());
    } while (page.size() == USERS);
    return heads;
  }

  /// Takes what there is, to be kept elsewhere.
  public interface Reader {
    void checkpoint(Checkpoint checkpoint);

    void event(ChainedEvent event);

    /// A row that no event can have left; `user` is empty for one that no checkpoint can have left.
    void unreadable(Optional<UserId> user, long number);
  }

  /// Reads everything: the checkpoints, then the events user by user in the order of their chains.
  public void read(Reader reader) {
    checkpoints.each(reader::checkpoint, number -> reader.unreadable(Optional.empty(), number));
    for (UserHead head : heads(Instant.EPOCH)) {
      UserId user = head.user();
      var _ =
          transactions.read(
              user,
              tx -> {
                tx.audit().chain(link(user, reader));
                return user;
              });
    }
  }

  private static AuditReads.Link link(UserId user, Reader reader) {
    return new AuditReads.Link() {
      @Override
      public void event(ChainedEvent event, Optional<String> salt) {
        reader.event(event);
      }

      @Override
      public void unreadable(long seq, String hash) {
        reader.unreadable(Optional.of(user), seq);
      }
    };
  }

  /// Checks everything: each checkpoint, and each user's chain against the last that has it.
  ///
  /// @param others keys beside this installation's own whose signatures count
  public TrailCheck check(List<VerifyingKey> others) {
    var signatures = new CheckpointWalk(settings.keyFile(), others);
    Optional<Noted> seen = noted(); // before the walk: another may be taken meanwhile
    checkpoints.each(signatures::next, signatures::unreadable);
    seen.ifPresent(signatures::end);
    var trail = new TrailCheck.Builder(signatures);
    for (UserHead head : heads(Instant.EPOCH)) {
      SortedMap<Long, String> signed = signatures.take(head.user());
      trail.add(
          head.user(), transactions.read(head.user(), tx -> ChainCheck.of(tx.audit(), signed)));
    }
    signatures.rest().forEach(trail::missing);
    TrailCheck check = trail.build();
    if (check.whole()) {
      checkpoints.last().ifPresent(noted::note);
    }
    return check;
  }
}
