package dev.keepsake.server.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The issuer's keys, as its endpoint had them a moment ago: asked for again when they are old and
/// when a token names one that is not among them, but not more often than is decent. While the
/// endpoint is away, what it had last stands for a day. Thread-safe.
final class IssuerKeys implements JWKSource<SecurityContext> {
  static final Duration FRESH = Duration.ofMinutes(5);

  /// In which the endpoint is asked twice at most: anybody can make up the name of a key.
  static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);

  /// A key that was withdrawn must not stand for ever because its issuer can't be reached.
  static final Duration OUTLASTED = Duration.ofDays(1);

  private static final int PATIENCE_MILLIS = 2_000;
  private static final int QUEUE_MILLIS = 5_000;
  private static final int MAX_BYTES = 1 << 18;
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private final JWKSource<SecurityContext> keys;
  private volatile boolean known;

  /// @param ticker ages are taken from, since the clock on the wall may be set back
  IssuerKeys(URI url, Ticker ticker) {
    var remote = new URLBasedJWKSetSource<>(url(url), new Retriever());
    var outlasting =
        new OutageTolerantJWKSetSource<SecurityContext>(remote, OUTLASTED.toMillis(), this::note);
    var decent =
        new RateLimitedJWKSetSource<SecurityContext>(
            outlasting, BETWEEN_QUESTIONS.toMillis(), null);
    var caching =
        new CachingJWKSetSource<SecurityContext>(
            decent, FRESH.toMillis(), QUEUE_MILLIS, this::note);
    keys = new JWKSetBasedJWKSource<>(new Aged(caching, ticker));
  }

  /// What the library tells of its work.
  private void note(Object event) {
    if (event instanceof CachingJWKSetSource.RefreshCompletedEvent<?>) {
      known = true;
    } else if (event instanceof OutageTolerantJWKSetSource.OutageEvent<?> outage) {
      LOG.atWarn()
          .addKeyValue("reason", outage.getException().getClass().getSimpleName())
          .log("the issuer's keys could not be fetched: those that it had go on");
    }
  }

  private static URL url(URI url) {
    try {
      return url.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("http and https are known", e);
    }
  }

  /// @return empty if there is none that fits
  /// @throws JWKSetUnavailableException if there are no keys to look among
  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    try {
      return keys.get(selector, context);
    } catch (JWKSetUnavailableException e) {
      known = false; // what the issuer had last is too old by now
      throw e;
    } catch (RateLimitReachedException e) {
      if (known) {
        return List.of(); // it was asked a moment ago, and had no such key
      }
      throw new JWKSetUnavailableException("the issuer did not answer a moment ago", e);
    }
  }

  /// Asks with a time of ours in the place of the system's.
  private static final class Aged extends JWKSetSourceWrapper<SecurityContext> {
    private final Ticker ticker;
    private final long began; // a ticker may begin anywhere, below zero too

    Aged(JWKSetSource<SecurityContext> source, Ticker ticker) {
      super(source);
      this.ticker = ticker;
      this.began = ticker.read();
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator evaluator, long systemTime, SecurityContext context)
        throws KeySourceException {
      long now = TimeUnit.NANOSECONDS.toMillis(ticker.read() - began);
      return getSource().getJWKSet(evaluator, now, context);
    }
  }

  /// Follows no redirect: the operator has said where the keys are.
  private static final class Retriever extends DefaultResourceRetriever {
    Retriever() {
      super(PATIENCE_MILLIS, PATIENCE_MILLIS, MAX_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
      HttpURLConnection connection = super.openHTTPConnection(url);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }
}
