package dev.keepsake.query;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.memory.Timeline;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.StoredMemory;
import java.util.ArrayList;
import java.util.List;

/// The memories that a question about another time is about, as they were known then; read from the
/// database.
///
/// What was believed at a moment are those that were recorded and not yet replaced. What held at a
/// moment may have been replaced since: who moved to Lisbon in May lived in Berlin in March.
final class PastMemories {
  private PastMemories() {}

  /// Those that have expired are among them.
  static List<StoredMemory> read(ReadTx tx, Owner owner, TimeAsked asked) {
    return asked.validAt().isPresent() ? holding(tx, owner, asked) : believed(tx, owner, asked);
  }

  private static List<StoredMemory> believed(ReadTx tx, Owner owner, TimeAsked asked) {
    var believed = new ArrayList<StoredMemory>();
    tx.memories()
        .believedAt(
            owner,
            asked.known(),
            stored ->
                believed.add(new StoredMemory(stored.memory().asBelieved(), stored.vector())));
    return believed;
  }

  private static List<StoredMemory> holding(ReadTx tx, Owner owner, TimeAsked asked) {
    var timeline = new Timeline(asked, tx.memories().successions(owner, asked.known()));
    var holding = new ArrayList<StoredMemory>();
    tx.memories()
        .recordedBy(
            owner,
            asked.known(),
            stored -> {
              Memory known = timeline.known(stored.memory());
              if (asked.holds(known.lifetime())) {
                holding.add(new StoredMemory(known, stored.vector()));
              }
            });
    return holding;
  }
}
