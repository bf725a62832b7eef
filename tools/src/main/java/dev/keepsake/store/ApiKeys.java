package dev.keepsake.store;

import dev.keepsake.memory.ApiKeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The keys by which clients are known. They are looked up before anybody is known, and kept by
/// whoever runs the store: over all organizations. None is ever removed, so that a store which had
/// one never looks like one that needs none.
public interface ApiKeys {

  /// @param hash of the whole key: SHA-256, in hexadecimal
  void insert(ApiKey key, String hash);

  /// Whether it still works is not asked here.
  Optional<ApiKey> find(String hash);

  /// Every key, the oldest first, those that work no longer too.
  List<ApiKey> list();

  /// @return whether there was such a key that had not been revoked
  boolean revoke(String prefix, Instant at);

  /// Gives `old` another end, and inserts what takes its place.
  ///
  /// @param hash of the new key
  /// @return false if the old one was revoked meanwhile; then nothing is changed
  boolean rotate(ApiKeyId old, Instant ends, ApiKey made, String hash);

  /// Whether there is any, even one that works no longer.
  boolean exist();

  /// Notes that it was used at `at`, unless a later use is noted.
  void noteUse(ApiKeyId key, Instant at);
}
