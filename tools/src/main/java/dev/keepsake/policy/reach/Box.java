package dev.keepsake.policy.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes for which each of some variables is in a part of what it can be, and the others are
/// anything.
///
/// @param parts by the variable; none of them is empty
record Box(Map<String, Part> parts) {
  static final Box EVERYTHING = new Box(Map.of());

  Box {
    parts = Map.copyOf(parts);
  }

  /// What is in both; nothing if they have nothing in common.
  List<Box> and(Box other) {
    var both = new TreeMap<>(parts);
    for (var entry : other.parts.entrySet()) {
      Part part = both.merge(entry.getKey(), entry.getValue(), Part::and);
      if (part.empty()) {
        return List.of();
      }
    }
    return List.of(new Box(both));
  }

  /// Those of `others` that may have a part in taking all of this. If the others that ask for a
  /// variable leave some of its values out, then whatever takes all of this must do so for those
  /// values, and so without them.
  List<Box> worthTaking(List<Box> others, Map<String, Part> whole) {
    List<Box> worth = others.stream().filter(other -> !and(other).isEmpty()).toList();
    for (String variable : new TreeSet<>(whole.keySet())) {
      List<Box> asking = worth.stream().filter(b -> b.parts.containsKey(variable)).toList();
      if (!asking.isEmpty() && leftOut(variable, asking, whole)) {
        List<Box> rest = worth.stream().filter(b -> !b.parts.containsKey(variable)).toList();
        return worthTaking(rest, whole);
      }
    }
    return worth;
  }

  private boolean leftOut(String variable, List<Box> asking, Map<String, Part> whole) {
    List<Part> left = List.of(part(variable, whole));
    for (Box box : asking) {
      Part taken = Objects.requireNonNull(box.parts.get(variable));
      left = left.stream().flatMap(part -> taken.outOf(part).stream()).toList();
    }
    return !left.isEmpty();
  }

  private Part part(String variable, Map<String, Part> whole) {
    return Objects.requireNonNullElseGet(
        parts.get(variable), () -> Objects.requireNonNull(whole.get(variable)));
  }

  /// What is left of this without `other`, in boxes that have nothing in common.
  ///
  /// @param whole what each variable of `other` can be
  List<Box> without(Box other, Map<String, Part> whole) {
    if (and(other).isEmpty()) {
      return List.of(this);
    }
    var left = new ArrayList<Box>();
    var inside = new TreeMap<>(parts);
    for (var entry : new TreeMap<>(other.parts).entrySet()) {
      Part mine = part(entry.getKey(), whole);
      for (Part rest : entry.getValue().outOf(mine)) {
        var piece = new TreeMap<>(inside);
        piece.put(entry.getKey(), rest);
        left.add(new Box(piece));
      }
      inside.put(entry.getKey(), mine.and(entry.getValue()));
    }
    return left;
  }
}
