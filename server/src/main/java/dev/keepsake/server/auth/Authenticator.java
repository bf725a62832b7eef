package dev.keepsake.server.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.keepsake.Keepsake;
import dev.keepsake.access.AccessKeys;
import dev.keepsake.access.KeyHolder;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.call.OpenAiError;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;

/// Finds who sent a request. As soon as one key exists, every request needs one, or a token; where
/// it always does, or tokens are taken, none is let in before the first key is made. Thread-safe.
public final class Authenticator {
  private static final String MISSING_KEY =
      "This server asks for an API key: send it in the header `Authorization: Bearer ks_...`, or in"
          + " `X-API-Key`.";
  private static final String MISSING =
      "This server asks for an access token or an API key: send it in the header `Authorization:"
          + " Bearer ...`, or a key in `X-API-Key`.";
  private static final String NONE_MADE =
      "This server asks for an API key, and none has been made yet: its operator makes one with"
          + " `keepsake key create`.";

  /// The same whatever is wrong with it: who tries keys learns nothing of those there are.
  private static final String WRONG_KEY =
      "The API key is not valid: it is unknown, has expired or was revoked. The operator of this"
          + " server makes another with `keepsake key create`.";

  /// The same whatever is wrong with it; the log has the reason.
  private static final String WRONG_TOKEN =
      "The access token is not valid here: it has expired, was not made for this server, or is of"
          + " nobody whom it knows. Have the issuer make another.";

  private final KnownKeys keys;
  private final Optional<Tokens> tokens;
  private final Identity.Local local;
  private final boolean always;

  /// @param local who calls where neither key nor token is needed
  /// @param always whether a key is needed even if there is none
  Authenticator(KnownKeys keys, Optional<Tokens> tokens, Identity.Local local, boolean always) {
    this.keys = keys;
    this.tokens = tokens;
    this.local = local;
    this.always = always;
  }

  /// @param settings of the tokens that are taken beside keys; empty for none
  /// @param always whether a key is needed even if there is none
  public static Authenticator of(
      Keepsake keepsake, Optional<JwtSettings> settings, boolean always) {
    return of(keepsake, settings, always, Ticker.systemTicker(), InstantSource.system());
  }

  static Authenticator of(
      Keepsake keepsake,
      Optional<JwtSettings> settings,
      boolean always,
      Ticker ticker,
      InstantSource clock) {
    AccessKeys keys = keepsake.accessKeys();
    return new Authenticator(
        new KnownKeys(keys, ticker),
        settings.map(given -> Tokens.of(given, keys, ticker, clock)),
        Identity.Local.of(keepsake),
        always);
  }

  /// Without tokens.
  public static Authenticator of(AccessKeys keys, Identity.Local local, boolean always) {
    var known = new KnownKeys(keys, Ticker.systemTicker());
    return new Authenticator(known, Optional.empty(), local, always);
  }

  /// Whether calls need a key or a token.
  ///
  /// @throws MemoryException if the store does not answer
  public boolean needsKey() {
    return always || tokens.isPresent() || keys.anyExists();
  }

  /// @throws MemoryException with `INVALID_INPUT` if two keys or tokens were sent that differ, or
  ///   another if the store or the issuer does not answer
  public Recognition recognize(HttpServletRequest request) {
    if (!needsKey()) {
      return new Recognition.Known(local);
    }
    SentCredential sent = SentCredential.of(request);
    if (tokens.isEmpty() && !keys.anyExists()) {
      return new Recognition.Missing(NONE_MADE);
    }
    boolean withoutStore = OpenAiError.isFor(request.getRequestURI());
    return switch (sent) {
      case SentCredential.None() ->
          new Recognition.Missing(tokens.isEmpty() ? MISSING_KEY : MISSING);
      case SentCredential.Malformed() -> new Recognition.Wrong(WRONG_KEY);
      case SentCredential.Key(var text) ->
          application(withoutStore ? keys.findOrBelieve(text) : keys.find(text));
      case SentCredential.Token(var text) -> person(text, withoutStore);
    };
  }

  private Recognition application(Optional<KeyHolder> found) {
    found.ifPresent(keys::noteUse);
    return found
        .<Recognition>map(holder ->
            new Recognition.Known(new Identity.Application(holder.tenant(), holder.rights())))
        .orElseGet(() -> new Recognition.Wrong(WRONG_KEY));
  }

  /// @param withoutStore whether what is called does its work without the store, and must not fail
  ///   with it
  private Recognition person(String token, boolean withoutStore) {
    if (tokens.isEmpty()) {
      return new Recognition.Wrong(WRONG_KEY);
    }
    return tokens
        .get()
        .holder(token, withoutStore)
        .<Recognition>map(Recognition.Known::new)
        .orElseGet(() -> new Recognition.Wrong(WRONG_TOKEN));
  }
}
