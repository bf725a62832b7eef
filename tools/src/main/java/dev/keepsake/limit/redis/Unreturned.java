package dev.keepsake.limit.redis;

import dev.keepsake.memory.MemoryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Places that could not be given back, as Redis did not answer: the newest of them, since nobody
/// knows how long it will not. Thread-safe: guarded by itself.
final class Unreturned {
  static final int MOST = 10_000;

  private final SequencedMap<MemoryId, Place> places = new LinkedHashMap<>();

  /// @param keys of the sets in which `write` has its places
  record Place(List<String> keys, MemoryId write) {}

  synchronized void add(Place place) {
    places.put(place.write(), place);
    if (places.size() > MOST) {
      places.pollFirstEntry();
    }
  }

  /// The oldest, which is taken out.
  synchronized Optional<Place> next() {
    return Optional.ofNullable(places.pollFirstEntry()).map(Map.Entry::getValue);
  }

  /// The place is wanted again.
  synchronized void forget(MemoryId write) {
    places.remove(write);
  }
}
