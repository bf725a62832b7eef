package dev.keepsake.access;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ApiKeyId;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.ApiKeys;
import dev.keepsake.store.Client;
import dev.keepsake.store.Tenants;
import dev.keepsake.tool.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Makes, lists, rotates and revokes API keys, and finds who has one. For whoever runs the store:
/// nobody is asked for a right. Thread-safe.
public final class AccessKeys {
  private final Tenants tenants;
  private final ApiKeys keys;
  private final Scope scope;
  private final IdSource ids;
  private final InstantSource clock;

  /// @param scope of clients that are made and for whom none is named
  public AccessKeys(Tenants tenants, ApiKeys keys, Scope scope, IdSource ids, InstantSource clock) {
    this.tenants = tenants;
    this.keys = keys;
    this.scope = scope;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param text the key itself, which is nowhere else
  /// @param first whether there was none before, so that from now on calls need one
  public record Made(ApiKey key, KeyText text, boolean first) {}

  /// Makes a key, and its client if there is none of that name.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if the client is there with another scope or
  ///   other rights, or is disabled
  public Made create(KeyRequest request) {
    Client client =
        tenants.requireClient(
            request.organization(),
            request.client(),
            request.scope().orElse(scope),
            words(request.rights().orElse(Clients.USUAL)));
    requireAsAsked(client, request);
    Instant now = now();
    KeyText text = KeyText.draw(ids);
    String name = request.name().orElse(client.name().value());
    ApiKey key = key(text, name, client, now, request.validFor().map(now::plus));
    boolean first = !keys.exist();
    keys.insert(key, text.hash());
    return new Made(key, text, first);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS); // as it is stored
  }

  private ApiKey key(
      KeyText text, String name, Client client, Instant created, Optional<Instant> expires) {
    var life = new ApiKey.Life(created, expires, Optional.empty(), Optional.empty());
    return new ApiKey(new ApiKeyId(ids.next()), text.prefix(), name, client, life);
  }

  /// @param made what takes the place of the old one
  /// @param prefix of the old one
  /// @param oldEnds when that works no more
  public record Rotated(Made made, String prefix, Instant oldEnds) {}

  /// Makes a key of the same client and name, valid for as long as the old one was when it was
  /// made, which goes on working for `grace`, or until it would have ended anyway.
  ///
  /// @param typed the prefix of the old key, with `ks_` or without
  /// @throws MemoryException with `INVALID_INPUT` if it is no prefix, or the key works no more or
  ///   was rotated before, with `UNKNOWN_KEY` if there is no such key
  public Rotated rotate(String typed, Duration grace) {
    String prefix = prefix(typed);
    Instant now = now();
    ApiKey old =
        keys.list().stream()
            .filter(key -> key.prefix().equals(prefix))
            .findFirst()
            .orElseThrow(() -> unknown("There is no key %s".formatted(prefix)));
    requireWorking(old, now);
    Optional<Instant> expires = old.life().expires();
    Instant ends = expires.filter(now.plus(grace)::isAfter).orElse(now.plus(grace));
    KeyText text = KeyText.draw(ids);
    Optional<Instant> next =
        expires.map(at -> now.plus(Duration.between(old.life().created(), at)));
    ApiKey key = key(text, old.name(), old.client(), now, next);
    if (!keys.rotate(old.id(), ends, key, text.hash())) {
      throw works(prefix, "was revoked or rotated before");
    }
    return new Rotated(new Made(key, text, false), prefix, ends);
  }

  private static void requireWorking(ApiKey key, Instant now) {
    if (key.life().revoked().isPresent()) {
      throw works(key.prefix(), "was revoked");
    }
    if (key.client().disabled()) {
      throw invalid(
          "The client %s of %s is disabled, and no key of it would work: enable it first."
              .formatted(key.client().name(), key.client().organization()));
    }
    if (!key.worksAt(now)) {
      throw works(key.prefix(), "has expired");
    }
  }

  private static MemoryException works(String prefix, String why) {
    return invalid(
        "The key %s %s and can't be rotated: make another with `keepsake key create`."
            .formatted(prefix, why));
  }

  private static void requireAsAsked(Client client, KeyRequest request) {
    Scope has = client.tenant().scope();
    if (request.scope().filter(asked -> !asked.equals(has)).isPresent()) {
      throw differs(client, "the scope " + has, "scope");
    }
    if (request.rights().filter(asked -> !words(asked).equals(client.rights())).isPresent()) {
      String rights = String.join(", ", new TreeSet<>(client.rights()));
      throw differs(client, "the rights " + rights, "rights");
    }
    if (client.disabled()) {
      throw invalid(
          "The client %s of %s is disabled, and no key of it would work: name another client."
              .formatted(client.name(), client.organization()));
    }
  }

  private static MemoryException differs(Client client, String has, String what) {
    return invalid(
        "The client %s of %s is there already and has %s: leave the %s out, or name another client."
            .formatted(client.name(), client.organization(), has, what));
  }

  private static MemoryException invalid(String sentence) {
    return new MemoryException(ErrorCode.INVALID_INPUT, sentence);
  }

  static Set<String> words(Set<Right> rights) {
    return rights.stream().map(Right::wireName).collect(Collectors.toUnmodifiableSet());
  }

  /// Every key, the oldest first, those that work no longer too.
  public List<ApiKey> list() {
    return keys.list();
  }

  /// How many still work.
  public long working() {
    Instant now = clock.instant();
    return list().stream().filter(key -> key.worksAt(now)).count();
  }

  /// @param typed the prefix of a key, with `ks_` or without
  /// @return the key's prefix
  /// @throws MemoryException with `INVALID_INPUT` if it is no prefix, with `UNKNOWN_KEY` if there
  ///   is no such key or it was revoked before
  public String revoke(String typed) {
    String prefix = prefix(typed);
    if (!keys.revoke(prefix, clock.instant())) {
      throw unknown("There is no key %s that could be revoked".formatted(prefix));
    }
    return prefix;
  }

  /// What was typed is not repeated: it may be more of a key than its prefix.
  private static String prefix(String typed) {
    return KeyText.readPrefix(typed)
        .orElseThrow(() ->
            invalid(
                "Name the key by its prefix, such as ks_4fJ0aZ9x: `keepsake key list` has"
                    + " them."));
  }

  private static MemoryException unknown(String what) {
    return new MemoryException(
        ErrorCode.UNKNOWN_KEY, what + ": `keepsake key list` has those there are.");
  }

  /// Whether there is any key, even one that works no longer: then calls need one. It is not so
  /// that revoking the last opens the door again.
  public boolean exist() {
    return keys.exist();
  }

  /// Who is let in by `text` now; empty if it is unknown, has expired or was revoked, or its client
  /// is disabled.
  public Optional<KeyHolder> find(KeyText text) {
    Instant now = clock.instant();
    return keys.find(text.hash()).filter(key -> key.worksAt(now)).map(KeyHolder::of);
  }

  /// What is done in the name of a client whom somebody else than a key has made known; empty if
  /// there is none of that name or it is disabled.
  public Optional<ClientAccess> find(OrganizationName organization, ClientName client) {
    return tenants
        .findClient(organization, client)
        .filter(found -> !found.disabled())
        .map(ClientAccess::of);
  }

  /// Whether a holder that was found a while ago has not expired since.
  public boolean isCurrent(KeyHolder holder) {
    return holder.expires().map(clock.instant()::isBefore).orElse(true);
  }

  /// Notes that the key was used now.
  public void noteUse(KeyHolder holder) {
    keys.noteUse(holder.key(), clock.instant());
  }
}
