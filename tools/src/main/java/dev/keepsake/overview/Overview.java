package dev.keepsake.overview;

import dev.keepsake.memory.Owner;
import dev.keepsake.store.Figures;
import dev.keepsake.store.Figures.OfOwner;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The figures of a memory. Thread-safe.
public final class Overview {
  private static final OfOwner NOTHING = new OfOwner(0, 0, Optional.empty(), 0);

  private final Users users;
  private final Figures figures;
  private final InstantSource clock;

  public Overview(Users users, Figures figures, InstantSource clock) {
    this.users = users;
    this.figures = figures;
    this.clock = clock;
  }

  /// @param all over all users
  /// @param owner of the caller's user under the caller's scope; empty if the caller is nobody
  public record Stats(Figures.All all, Optional<OfOwner> owner) {}

  /// @param window how far back what has happened lately goes
  public Stats stats(Caller caller, Duration window) {
    var now = clock.instant();
    Optional<OfOwner> owner =
        caller
            .user()
            .map(name ->
                users
                    .find(caller.tenant().organization(), name)
                    .map(user -> figures.of(new Owner(user, caller.scope()), now))
                    .orElse(NOTHING));
    return new Stats(figures.all(now.minus(window)), owner);
  }
}
