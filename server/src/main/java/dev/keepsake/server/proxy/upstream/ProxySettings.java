package dev.keepsake.server.proxy.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What stands behind the chat proxy, and how far it goes.
///
/// @param maxToolRounds how often the model is answered what its calls of memory tools came to,
///   before it has to answer without: 1 to 32
/// @param timeout until the answer begins; of a stream, until its first event
/// @param idleTimeout between two parts of an answer that has begun
/// @param extract whether what users say is extracted too, where a request does not say
public record ProxySettings(
    Behind behind, int maxToolRounds, Duration timeout, Duration idleTimeout, boolean extract) {
  public static final int MAX_TOOL_ROUNDS = 8;
  public static final int MOST_TOOL_ROUNDS = 32;

  /// As long as OpenAI's own clients wait.
  public static final Duration TIMEOUT = Duration.ofSeconds(600);

  public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  /// @throws IllegalArgumentException if a value is out of its range
  public ProxySettings {
    if (maxToolRounds < 1 || maxToolRounds > MOST_TOOL_ROUNDS) {
      throw new IllegalArgumentException("rounds are 1 to 32, not " + maxToolRounds);
    }
    if (!timeout.isPositive() || !idleTimeout.isPositive()) {
      throw new IllegalArgumentException("a timeout is positive");
    }
  }

  /// Before whom the proxy stands.
  public sealed interface Behind {
    /// An endpoint that speaks as OpenAI's does.
    ///
    /// @param baseUrl what stands before `/chat/completions`; without a slash at its end
    /// @param key none for endpoints that ask for none
    record Endpoint(URI baseUrl, Optional<UpstreamKey> key) implements Behind {}

    /// Nobody.
    ///
    /// @param advice what is to be set, in a sentence
    record Nobody(String advice) implements Behind {}
  }

  /// The secret that the endpoint knows us by. Never shown.
  public record UpstreamKey(String value) {
    /// `text` without the key, which some endpoints repeat in what they complain of.
    String removedFrom(String text) {
      return text.replace(value, toString());
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  /// The defaults before an endpoint.
  public static ProxySettings before(Behind behind) {
    return new ProxySettings(behind, MAX_TOOL_ROUNDS, TIMEOUT, IDLE_TIMEOUT, false);
  }
}
