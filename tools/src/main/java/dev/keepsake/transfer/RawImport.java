package dev.keepsake.transfer;

import dev.keepsake.memory.RawMemory;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WriteTx;
import dev.keepsake.transfer.Tally.Fate;
import java.util.ArrayList;
import java.util.List;

/// The raw memories of a file, some in a transaction: one that is there stays as it is, and one
/// that holds a secret is left out.
final class RawImport {
  private final ImportTarget target;
  private final Intake intake;
  private final Tally tally = new Tally();
  private final List<RawMemory> batch = new ArrayList<>();
  private long characters;

  RawImport(ImportTarget target, Intake intake) {
    this.target = target;
    this.intake = intake;
  }

  Tally tally() {
    return tally;
  }

  void add(RawMemory raw) {
    if (intake.refuses(raw)) { // slow: with no transaction open
      tally.add(Fate.REJECTED);
      return;
    }
    batch.add(raw);
    characters += raw.context().length();
    if (ImportTarget.isFull(batch.size(), characters)) {
      carryOut();
    }
  }

  /// Stores what is not stored yet.
  void carryOut() {
    if (!batch.isEmpty()) {
      target.decide(this::fates, this::store).forEach(tally::add);
      batch.clear();
      characters = 0;
    }
  }

  private List<Fate> fates(ReadTx tx) {
    return batch.stream().map(raw -> fate(tx, raw)).toList();
  }

  private Fate fate(ReadTx tx, RawMemory raw) {
    return tx.raw()
        .find(target.owner(), raw.id())
        .map(there -> isSame(there, raw) ? Fate.ALREADY_THERE : Fate.DIFFERS)
        .orElse(Fate.CREATED);
  }

  /// The databases do not write JSON in the same way.
  private static boolean isSame(RawMemory there, RawMemory read) {
    return there.context().equals(read.context())
        && there.change() == read.change()
        && there.occurredAt().equals(read.occurredAt())
        && there.createdAt().equals(read.createdAt())
        && there.updatedAt().equals(read.updatedAt())
        && LineJson.isSame(there.filterTags(), read.filterTags());
  }

  private void store(WriteTx tx, List<Fate> fates) {
    for (int i = 0; i < batch.size(); i++) {
      if (fates.get(i) == Fate.CREATED) {
        tx.raw().insert(batch.get(i), target.client());
      }
    }
  }
}
