package dev.keepsake.policy.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes that are in any of some boxes.
record Boxes(List<Box> all) {
  /// With more than these it would take too long to tell.
  static final int MOST = 10_000;

  static final Boxes NONE = new Boxes(List.of());
  static final Boxes EVERYTHING = new Boxes(List.of(Box.EVERYTHING));

  Boxes {
    all = List.copyOf(all);
  }

  /// Empty if they are too many.
  Optional<Boxes> and(Boxes other) {
    if ((long) all.size() * other.all.size() > MOST) {
      return Optional.empty();
    }
    var both = new ArrayList<Box>();
    all.forEach(one -> other.all.forEach(that -> both.addAll(one.and(that))));
    return Optional.of(new Boxes(both));
  }

  /// Empty if they are too many.
  Optional<Boxes> or(Boxes other) {
    var both = new ArrayList<>(all);
    both.addAll(other.all);
    return both.size() > MOST ? Optional.empty() : Optional.of(new Boxes(both));
  }
}
