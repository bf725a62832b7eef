package dev.keepsake.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.keepsake.access.AccessKeys;
import dev.keepsake.access.KeyHolder;
import dev.keepsake.access.KeyText;
import dev.keepsake.memory.ApiKeyId;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the store said of keys a moment ago. While the store does not answer nothing is made up:
/// the failure is the caller's, unless what is called can do without the store. Thread-safe.
final class KnownKeys {
  /// So long does a key work after it was revoked.
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  /// So long is the door open after the first key was made.
  static final Duration NONE_REMEMBERED = Duration.ofSeconds(1);

  /// So long is a key believed while the store does not answer, where that may be.
  static final Duration BELIEVED = Duration.ofMinutes(10);

  /// With a store that may have gone away, where a call can do without.
  static final Duration PATIENCE = Duration.ofMillis(500);

  static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

  private static final int MOST = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);

  private final AccessKeys keys;
  private final Cache<String, Optional<KeyHolder>> holders;
  private final Believed<String, KeyHolder> believed;
  private final Cache<Boolean, Boolean> exist;
  private final Cache<ApiKeyId, Boolean> noted;
  private volatile boolean anyExists;

  /// @param ticker ages are taken from, since the clock on the wall may be set back
  KnownKeys(AccessKeys keys, Ticker ticker) {
    this.keys = keys;
    this.holders = forgetting(REMEMBERED, ticker);
    this.believed = new Believed<>(forgetting(BELIEVED, ticker), PATIENCE);
    this.exist = forgetting(NONE_REMEMBERED, ticker);
    this.noted = forgetting(BETWEEN_NOTES, ticker);
  }

  static <K, V> Cache<K, V> forgetting(Duration after, Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfterWrite(after)
        .ticker(ticker)
        .executor(Runnable::run) // eviction is cheap, and needs no pool of its own
        .build();
  }

  /// Whether there is any key. Asked no more once there is one, since none is ever removed.
  boolean anyExists() {
    if (!anyExists && exist.get(true, _ -> keys.exist())) {
      anyExists = true;
    }
    return anyExists;
  }

  /// Who is let in by `text`. Under its hash, so that no key lies in memory.
  Optional<KeyHolder> find(KeyText text) {
    return holders
        .get(text.hash(), hash -> believed.ask(hash, () -> keys.find(text)))
        .filter(keys::isCurrent);
  }

  /// The same, for calls that do their work without the store and must not wait for it: while it
  /// does not answer, whoever was let in when it answered last, if that was not long ago.
  Optional<KeyHolder> findOrBelieve(KeyText text) {
    String hash = text.hash();
    Optional<KeyHolder> found = holders.getIfPresent(hash);
    return (found == null ? believed.find(hash, () -> ask(text)) : found).filter(keys::isCurrent);
  }

  private Optional<KeyHolder> ask(KeyText text) {
    Optional<KeyHolder> found = keys.find(text);
    holders.put(text.hash(), found);
    return found;
  }

  /// Beside the call, which must not wait for a write.
  void noteUse(KeyHolder holder) {
    if (noted.asMap().putIfAbsent(holder.key(), true) == null) {
      var _ = Thread.ofVirtual().name("key-use").start(() -> note(holder));
    }
  }

  private void note(KeyHolder holder) {
    try {
      keys.noteUse(holder);
    } catch (RuntimeException e) { // the thread's end: a use after BETWEEN_NOTES is noted instead
      LOG.warn("the use of a key could not be noted", e);
    }
  }
}
