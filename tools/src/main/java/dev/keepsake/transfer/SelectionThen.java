package dev.keepsake.transfer;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.memory.Timeline;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.TransferReads;
import dev.keepsake.store.WholeMemory;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What was known at another time, without what was deleted or has expired since. How often a
/// memory was shown is not known of another time.
///
/// @param unexpired when what is shown must not have expired
record SelectionThen(
    TransferReads reads,
    Owner owner,
    TimeAsked asked,
    Timeline timeline,
    Instant unexpired,
    boolean activeOnly)
    implements Selection {

  static SelectionThen of(ReadTx tx, Owner owner, ExportOptions options, Instant now) {
    TimeAsked asked = options.time();
    return new SelectionThen(
        tx.transfer(),
        owner,
        asked,
        new Timeline(asked, tx.memories().successions(owner, asked.known())),
        asked.unexpiredAt(now),
        options.activeOnly());
  }

  /// Goes through them once: how many there are stands before the first.
  @Override
  public Map<Status, Long> counts() {
    var counts = new EnumMap<Status, Long>(Status.class);
    each(false, whole -> counts.merge(whole.memory().status(), 1L, Long::sum));
    return counts;
  }

  @Override
  public void each(boolean vectors, Consumer<WholeMemory> each) {
    var statuses = EnumSet.of(Status.ACTIVE, Status.SUPERSEDED);
    reads.each(owner, statuses, vectors, whole -> known(whole).ifPresent(each));
  }

  private Optional<WholeMemory> known(WholeMemory whole) {
    Memory known = timeline.known(whole.memory());
    var lifetime = known.lifetime();
    boolean shown =
        !lifetime.recordedAt().isAfter(asked.known())
            && !lifetime.expiredAt(unexpired)
            && asked.holds(lifetime)
            && (known.active() || !activeOnly);
    return Optional.of(whole.with(known).unaccessed()).filter(_ -> shown);
  }
}
