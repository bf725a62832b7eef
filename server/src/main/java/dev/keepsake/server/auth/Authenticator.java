package dev.keepsake.server.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.keepsake.Keepsake;
import dev.keepsake.access.AccessKeys;
import dev.keepsake.access.KeyHolder;
import dev.keepsake.access.KeyText;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import jakarta.servlet.http.HttpServletRequest;

/// Finds who sent a request. As soon as one key exists, every request needs one; where it always
/// does, none is let in before the first is made. Thread-safe.
public final class Authenticator {
  private static final String MISSING =
      "This server asks for an API key: send it in the header `Authorization: Bearer ks_...`, or in"
          + " `X-API-Key`.";
  private static final String NONE_MADE =
      "This server asks for an API key, and none has been made yet: its operator makes one with"
          + " `keepsake key create`.";

  /// The same whatever is wrong with it: who tries keys learns nothing of those there are.
  private static final String WRONG =
      "The API key is not valid: it is unknown, has expired or was revoked. The operator of this"
          + " server makes another with `keepsake key create`.";

  private final KnownKeys keys;
  private final Identity.Local local;
  private final boolean always;

  /// @param local who calls where no key is needed
  /// @param always whether a key is needed even if there is none
  Authenticator(AccessKeys keys, Identity.Local local, boolean always, Ticker ticker) {
    this.keys = new KnownKeys(keys, ticker);
    this.local = local;
    this.always = always;
  }

  /// @param always whether a key is needed even if there is none
  public static Authenticator of(Keepsake keepsake, boolean always) {
    return of(keepsake.accessKeys(), Identity.Local.of(keepsake), always);
  }

  public static Authenticator of(AccessKeys keys, Identity.Local local, boolean always) {
    return new Authenticator(keys, local, always, Ticker.systemTicker());
  }

  /// Whether calls need a key.
  ///
  /// @throws MemoryException if the store does not answer
  public boolean needsKey() {
    return always || keys.anyExists();
  }

  /// @throws MemoryException with `UNAUTHENTICATED` if nobody is known by what was sent, with
  ///   `INVALID_INPUT` if two keys were sent that differ, or another if the store does not answer
  public Identity identify(HttpServletRequest request) {
    if (!needsKey()) {
      return local;
    }
    SentKey sent = SentKey.of(request);
    if (always && !keys.anyExists()) {
      throw refused(NONE_MADE);
    }
    return switch (sent) {
      case SentKey.None() -> throw refused(MISSING);
      case SentKey.Malformed() -> throw refused(WRONG);
      case SentKey.Key(var text) -> application(text);
    };
  }

  private Identity application(KeyText text) {
    KeyHolder holder = keys.find(text).orElseThrow(() -> refused(WRONG));
    keys.noteUse(holder);
    return new Identity.Application(holder.tenant(), holder.rights());
  }

  private static MemoryException refused(String sentence) {
    return new MemoryException(ErrorCode.UNAUTHENTICATED, sentence);
  }
}
