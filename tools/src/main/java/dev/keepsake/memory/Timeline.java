package dev.keepsake.memory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was known at one moment of when memories hold.
///
/// A memory holds from its `validFrom` on. What replaced it says otherwise from its own `validFrom`
/// on, and so does what replaced that: the memory's time ends where the first of them begins, if
/// its own `validTo` is not earlier. So of memories that replaced each other at most one holds at
/// any moment in the world, and a memory that was corrected from its beginning never held. A
/// replacement that was not known yet ends nothing.
public final class Timeline {
  private final TimeAsked asked;
  private final Map<MemoryId, Succession> successions;
  private final Map<MemoryId, Instant> ends = new HashMap<>();

  /// @param known those that were known at [TimeAsked#known]
  public Timeline(TimeAsked asked, Collection<Succession> known) {
    this.asked = asked;
    this.successions =
        known.stream()
            .collect(Collectors.toMap(Succession::replaced, Function.identity(), (one, _) -> one));
    successions.keySet().forEach(this::findEnd);
  }

  /// Of a whole chain.
  public static Timeline of(TimeAsked asked, List<Memory> chain) {
    Map<MemoryId, Memory> byId =
        chain.stream().collect(Collectors.toMap(Memory::id, Function.identity()));
    List<Succession> known =
        chain.stream()
            .filter(memory -> !memory.lifetime().supersededAfter(asked.known()))
            .flatMap(memory ->
                memory.supersededBy().map(byId::get).stream()
                    .map(by -> new Succession(memory.id(), by.id(), by.lifetime().validFrom())))
            .toList();
    return new Timeline(asked, known);
  }

  /// From the newest of the chain back; one that runs in a circle ends where it was entered.
  private void findEnd(MemoryId id) {
    var path = new ArrayDeque<Succession>();
    var seen = new HashSet<MemoryId>();
    @Nullable Succession next = successions.get(id);
    while (next != null && !ends.containsKey(next.replaced()) && seen.add(next.replaced())) {
      path.push(next);
      next = successions.get(next.by());
    }
    for (Succession link : path) {
      Instant later = ends.getOrDefault(link.by(), link.from());
      ends.put(link.replaced(), later.isBefore(link.from()) ? later : link.from());
    }
  }

  /// `memory` as it was known: without what came later, and with the end of its time that was
  /// known.
  public Memory known(Memory memory) {
    if (memory.lifetime().supersededAfter(asked.known())) {
      return memory.asBelieved();
    }
    return Optional.ofNullable(ends.get(memory.id())).map(memory::endingAt).orElse(memory);
  }
}
