package dev.keepsake.write;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.query.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares a proposal with the memories nearest to it. Pure.
///
/// For each, the closest first:
///
/// 1. the guard tells them apart and they contradict: it is among `contradicts`
/// 2. the guard tells them apart: nothing
/// 3. similarity over [WriteThresholds#duplicate]: the proposal is a duplicate of it
final class DuplicateCheck {
  private final WriteThresholds thresholds;
  private final StatementGuard guard = new StatementGuard();

  DuplicateCheck(WriteThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /// @param duplicateOf the closest memory that says the same
  /// @param contradicts those that say the opposite, the closest first
  record Finding(Optional<Neighbour> duplicateOf, List<MemoryId> contradicts) {}

  /// @param neighbours at least as close as [WriteThresholds#contradiction], the closest first
  Finding compare(Content proposed, List<Neighbour> neighbours) {
    if (neighbours.isEmpty()) {
      return new Finding(Optional.empty(), List.of());
    }
    StatementGuard.Reading reading = guard.against(proposed.text());
    Optional<Neighbour> duplicate = Optional.empty();
    var contradicts = new ArrayList<MemoryId>();
    for (Neighbour near : neighbours) {
      switch (reading.compare(near.memory().content().text())) {
        case Verdict.Differs(var _, boolean opposite, var _, var _) -> {
          if (opposite) {
            contradicts.add(near.memory().id());
          }
        }
        case Verdict.Same() -> {
          if (duplicate.isEmpty() && near.similarity().over(thresholds.duplicate())) {
            duplicate = Optional.of(near);
          }
        }
      }
    }
    return new Finding(duplicate, List.copyOf(contradicts));
  }
}
