package dev.keepsake.transfer;

import dev.keepsake.memory.MemoryId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where those memories of the file are now that something in it names.
final class Landings {
  private final Set<MemoryId> successors;
  private final Set<MemoryId> episodes;
  private final Map<MemoryId, MemoryId> landed = new HashMap<>();
  private final Map<MemoryId, MemoryId> told = new HashMap<>();

  /// @param successors replaced others of the file
  /// @param episodes have come of its conversations
  Landings(Set<MemoryId> successors, Set<MemoryId> episodes) {
    this.successors = successors;
    this.episodes = episodes;
  }

  void settle(MemoryId id, ImportDecision decision) {
    if (successors.contains(id)) {
      decision.place().ifPresent(now -> landed.put(id, now));
    }
    if (episodes.contains(id)) {
      decision.says().ifPresent(now -> told.put(id, now));
    }
  }

  /// Empty if it was not imported, or is deleted in the store alone.
  Optional<MemoryId> successor(MemoryId id) {
    return Optional.ofNullable(landed.get(id));
  }

  /// The memory that a conversation has become: empty if it was not imported and nothing here says
  /// the same. What the file does not have is named as it was.
  Optional<MemoryId> episode(MemoryId id) {
    return episodes.contains(id) ? Optional.ofNullable(told.get(id)) : Optional.of(id);
  }
}
