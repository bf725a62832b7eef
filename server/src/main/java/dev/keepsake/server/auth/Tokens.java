package dev.keepsake.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.keepsake.access.AccessKeys;
import dev.keepsake.access.ClientAccess;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Right;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place that decides whether a token is taken, and whose it is. What is wrong with one is
/// told to the log alone, and never with any of its text. Thread-safe.
final class Tokens {
  /// So often is the same reason told: anybody can send tokens that are wrong.
  static final Duration BETWEEN_REASONS = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final JwtSettings.Belonging belonging;
  private final KnownClients clients;
  private final Cache<String, Boolean> told;

  private Tokens(
      JwtSettings settings,
      JWSKeySelector<SecurityContext> keys,
      KnownClients clients,
      Ticker ticker,
      InstantSource clock) {
    processor.setJWSKeySelector(keys);
    processor.setJWTClaimsSetVerifier(new ClaimsCheck(settings, clock));
    // RFC 9068 gives access tokens a type of their own; most issuers say JWT, or nothing
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT,
            new JOSEObjectType("at+jwt"),
            new JOSEObjectType("application/at+jwt"),
            null));
    this.belonging = settings.client();
    this.clients = clients;
    this.told = KnownKeys.forgetting(BETWEEN_REASONS, ticker);
  }

  /// @param ticker ages are taken from
  /// @param clock tokens are held against
  static Tokens of(JwtSettings settings, AccessKeys access, Ticker ticker, InstantSource clock) {
    return new Tokens(
        settings, selector(settings, ticker), new KnownClients(access, ticker), ticker, clock);
  }

  private static JWSKeySelector<SecurityContext> selector(JwtSettings settings, Ticker ticker) {
    Set<JWSAlgorithm> algorithms = JwtKeys.parsed(settings.algorithms());
    return switch (settings.keys()) {
      case JwtKeys.Published(var url) ->
          new JWSVerificationKeySelector<>(algorithms, new IssuerKeys(url, ticker));
      case JwtKeys.Shared(var secret) -> {
        SecretKey key = secret.key();
        // whatever `kid` a token has: there is one key
        yield (header, _) -> algorithms.contains(header.getAlgorithm()) ? List.of(key) : List.of();
      }
    };
  }

  /// @return empty if the token is not taken
  /// @throws MemoryException with `ISSUER_UNAVAILABLE` if there are no keys to verify it by, or
  ///   another if the store does not answer
  Optional<Identity> holder(String token, boolean withoutStore) {
    try {
      SignedJWT signed = SignedJWT.parse(token);
      processor.process(signed, null);
      return holder(new TokenClaims(signed.getPayload().toJSONObject()), withoutStore);
    } catch (KeySourceException e) {
      if (isNews("keys")) {
        LOG.warn("there are no keys to verify tokens by", e);
      }
      throw new MemoryException(
          ErrorCode.ISSUER_UNAVAILABLE,
          "The keys of the tokens' issuer cannot be had at present: try again.",
          e);
    } catch (BadJWTException e) {
      // what it was caused by repeats the token; its own words are the library's
      return refused(
          e.getCause() == null ? String.valueOf(e.getMessage()) : "its claims cannot be read");
    } catch (MemoryException e) {
      throw e;
    } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
      // a hostile text makes the library throw what it does not declare
      return refused(
          "it is no token, or not signed by a key and an algorithm of the issuer (%s)"
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private Optional<Identity> holder(TokenClaims claims, boolean withoutStore) {
    Optional<UserName> user = claims.user();
    if (user.isEmpty()) {
      return refused("its `sub` is not the name of a user");
    }
    Optional<ClientAccess> client =
        claims
            .organization(belonging)
            .flatMap(organization ->
                claims
                    .client(belonging)
                    .flatMap(name ->
                        withoutStore
                            ? clients.findOrBelieve(organization, name)
                            : clients.find(organization, name)));
    if (client.isEmpty()) {
      return refused("its organization has no such client, or it is disabled");
    }
    Set<Right> rights = new HashSet<>(claims.rights());
    rights.retainAll(client.get().rights());
    return Optional.of(new Identity.Person(client.get().tenant(), rights, user.get()));
  }

  private Optional<Identity> refused(String reason) {
    if (isNews(reason)) {
      LOG.atInfo().addKeyValue("reason", reason).log("a token was refused");
    }
    return Optional.empty();
  }

  private boolean isNews(String what) {
    return told.asMap().putIfAbsent(what, true) == null;
  }
}
