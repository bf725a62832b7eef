package dev.keepsake.write.statement;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which meanings say the same where all else of two statements does. One may be in many sets.
final class NearSynonyms {
  private final Map<String, Set<Integer>> setsByKey = new HashMap<>();

  void put(int set, String key) {
    setsByKey.computeIfAbsent(key, _ -> new HashSet<>()).add(set);
  }

  boolean isNear(String key, String other) {
    return !Collections.disjoint(
        setsByKey.getOrDefault(key, Set.of()), setsByKey.getOrDefault(other, Set.of()));
  }
}
