package dev.keepsake.server.auth;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which tokens are taken, and whose they are.
///
/// @param issuer what the claim `iss` must be, to the letter
/// @param audiences of which the claim `aud` must have one; empty: nothing but this server
/// @param algorithms those of `keys` that are taken
/// @param client how a token's client is found
public record JwtSettings(
    String issuer, Set<String> audiences, JwtKeys keys, Set<String> algorithms, Belonging client) {

  /// @throws IllegalArgumentException if there is no issuer or no algorithm, or one that does not
  ///   fit the keys
  public JwtSettings {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    if (issuer.isBlank() || algorithms.isEmpty()) {
      throw new IllegalArgumentException("tokens need an issuer and an algorithm");
    }
    if (!keys.algorithms().containsAll(algorithms)) {
      throw new IllegalArgumentException("an algorithm does not fit the keys");
    }
  }

  /// The same, for `server` where no audience is named.
  ///
  /// @param server its names as an audience
  public JwtSettings madeFor(Set<String> server) {
    return audiences.isEmpty() ? new JwtSettings(issuer, server, keys, algorithms, client) : this;
  }

  /// To which client of which organization a token belongs.
  ///
  /// @param organizationClaims names of claims; the first that a token has is its organization's
  ///   name
  /// @param organization of tokens that have none of these
  /// @param clientClaims the same for the client
  public record Belonging(
      List<String> organizationClaims,
      Optional<OrganizationName> organization,
      List<String> clientClaims,
      Optional<ClientName> client) {
    public Belonging {
      organizationClaims = List.copyOf(organizationClaims);
      clientClaims = List.copyOf(clientClaims);
    }
  }
}
