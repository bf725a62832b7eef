package dev.keepsake.transfer;

import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.store.TransferReads;
import dev.keepsake.store.WholeMemory;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Everything as it stands.
record SelectionNow(TransferReads reads, Owner owner, Map<Status, Long> census, Set<Status> wanted)
    implements Selection {

  static SelectionNow of(
      TransferReads reads, Owner owner, Map<Status, Long> census, boolean activeOnly) {
    return new SelectionNow(
        reads, owner, census, activeOnly ? EnumSet.of(Status.ACTIVE) : EnumSet.allOf(Status.class));
  }

  @Override
  public Map<Status, Long> counts() {
    var counts = new EnumMap<Status, Long>(Status.class);
    counts.putAll(census);
    counts.keySet().retainAll(wanted);
    return counts;
  }

  @Override
  public void each(boolean vectors, Consumer<WholeMemory> each) {
    reads.each(owner, wanted, vectors, each);
  }
}
