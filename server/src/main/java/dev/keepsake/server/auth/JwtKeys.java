package dev.keepsake.server.auth;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// By what the signatures of tokens are verified. One kind alone is trusted, so that a public key
/// can't be passed off as a shared secret.
public sealed interface JwtKeys {

  /// The names of the algorithms that fit, as the header `alg` of a token has them.
  List<String> algorithms();

  /// Public keys that the issuer publishes.
  ///
  /// @param url of a JWK set; https, or http on this machine
  record Published(URI url) implements JwtKeys {
    /// What the JDK can verify.
    private static final List<String> ALGORITHMS =
        names(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /// @throws IllegalArgumentException if `url` is another; the message does not repeat it
    public Published {
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (url.getHost() == null
          || url.getRawUserInfo() != null
          || url.getRawFragment() != null
          || !(scheme.equals("https") || (scheme.equals("http") && isThisMachine(url)))) {
        throw new IllegalArgumentException("no URL of keys that can be trusted");
      }
    }

    /// By the name alone: to look one up would ask the network.
    private static boolean isThisMachine(URI url) {
      String host = url.getHost().toLowerCase(Locale.ROOT);
      return host.equals("localhost")
          || host.equals("[::1]")
          || host.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public List<String> algorithms() {
      return ALGORITHMS;
    }
  }

  /// One secret, for tokens that are made and verified by the same hands.
  record Shared(SharedSecret secret) implements JwtKeys {

    /// RFC 7518, section 3.2: no key is shorter than its hash.
    @Override
    public List<String> algorithms() {
      return Stream.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)
          .filter(algorithm -> secret.bytes() * 8 >= bits(algorithm))
          .map(JWSAlgorithm::getName)
          .toList();
    }

    private static int bits(JWSAlgorithm algorithm) {
      return Integer.parseInt(algorithm.getName().substring("HS".length()));
    }
  }

  private static List<String> names(JWSAlgorithm... algorithms) {
    return Stream.of(algorithms).map(JWSAlgorithm::getName).toList();
  }

  /// The algorithms of these names, for the library.
  static Set<JWSAlgorithm> parsed(Set<String> names) {
    return names.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
  }
}
