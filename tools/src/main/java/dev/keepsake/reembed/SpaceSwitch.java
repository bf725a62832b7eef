package dev.keepsake.reembed;

import dev.keepsake.memory.UserId;
import dev.keepsake.store.Spaces;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a space the one that is searched. What is written meanwhile goes into the old one, so that
/// under steady writes there is never a moment at which nothing is missing in the new one: a
/// remainder is allowed, and its vectors are made at once after the switch.
///
/// Thread-safe.
record SpaceSwitch(
    Spaces spaces, Transactions transactions, StoredSpace space, InstantSource clock) {
  /// A batch: its vectors are made in a second or two, during which these are found by their words.
  private static final int MOST_MISSING = 50;

  private static final int USERS = 100;

  /// @return false if too much is missing, and nothing was changed
  boolean tryNow() {
    Spaces.Filled filled = spaces.filled(space);
    if (filled.memories() - filled.embedded() > MOST_MISSING) {
      return false;
    }
    now();
    return true;
  }

  /// Whatever is missing.
  void now() {
    spaces.activate(space);
    followUp();
  }

  /// Has what is missing in the space made, once that is searched. To be called again where a
  /// process ended between a switch and this.
  void followUp() {
    eachLacking(user -> transactions.write(user, clock.instant(), tx -> tx.spaces().followUp()));
  }

  void eachLacking(Consumer<UserId> work) {
    Optional<UserId> after = Optional.empty();
    List<UserId> users = spaces.lacking(space, after, USERS);
    while (!users.isEmpty()) {
      users.forEach(work);
      after = Optional.of(users.getLast());
      users = spaces.lacking(space, after, USERS);
    }
  }
}
