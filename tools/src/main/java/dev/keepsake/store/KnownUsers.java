package dev.keepsake.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.UserName;
import java.time.Duration;
import java.util.Optional;

/// Which ids users have, remembered for a minute, so that what the cache has needs no database. A
/// user keeps the id, unless erased: then nothing is under it, and the name may have another.
/// Thread-safe.
public final class KnownUsers {
  private static final int MOST = 100_000;
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Users users;
  private final Cache<Named, UserId> known =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(KEPT)
          .executor(Runnable::run) // eviction is cheap, and needs no pool of its own
          .build();

  private record Named(OrganizationId organization, UserName name) {}

  public KnownUsers(Users users) {
    this.users = users;
  }

  /// The user of that name, or empty if nothing was ever written for one.
  public Optional<UserId> find(OrganizationId organization, UserName name) {
    var named = new Named(organization, name);
    UserId remembered = known.getIfPresent(named);
    return remembered == null ? ask(named) : Optional.of(remembered);
  }

  /// Another id than `found`, if the name has one by now.
  public Optional<UserId> findOther(OrganizationId organization, UserName name, UserId found) {
    return ask(new Named(organization, name)).filter(user -> !user.equals(found));
  }

  private Optional<UserId> ask(Named named) {
    Optional<UserId> found = users.find(named.organization(), named.name());
    found.ifPresent(user -> known.put(named, user));
    return found;
  }
}
