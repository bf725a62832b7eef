package dev.keepsake.history;

import dev.keepsake.memory.UserId;
import java.util.ArrayList;
import java.util.List;

/// What a walk over all users' trails and the checkpoints found.
///
/// @param checkpoints how many there are; without one, a chain that was recomputed whole shows no
///   fault
/// @param faults what does not fit; empty if all is well
public record TrailCheck(long users, long events, long checkpoints, List<String> faults) {
  public TrailCheck {
    faults = List.copyOf(faults);
  }

  public boolean whole() {
    return faults.isEmpty();
  }

  /// Adds up what is found.
  static final class Builder {
    private final CheckpointWalk signatures;
    private final List<String> faults;
    private long users;
    private long events;

    Builder(CheckpointWalk signatures) {
      this.signatures = signatures;
      this.faults = new ArrayList<>(signatures.faults());
    }

    void add(UserId user, ChainCheck chain) {
      users++;
      events += chain.events();
      chain.faults().forEach(fault -> faults.add("user " + user + ": " + fault));
    }

    void missing(UserId user, long signed) {
      faults.add("user %s: %d events were signed, and none is left".formatted(user, signed));
    }

    TrailCheck build() {
      return new TrailCheck(users, events, signatures.count(), faults);
    }
  }
}
