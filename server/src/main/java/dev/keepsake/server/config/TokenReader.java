package dev.keepsake.server.config;

import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.auth.SharedSecret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which tokens the settings mean together. Each was accepted by itself.
///
/// @param values what each of them is
record TokenReader(TokenSettings tokens, WebSettings web, Values values) {

  /// What a setting is.
  interface Values {
    <T> T of(Setting<T> setting);
  }

  /// What they mean, or what is wrong.
  sealed interface Reading {
    /// @param settings empty if no tokens are taken
    record Right(Optional<JwtSettings> settings) implements Reading {}

    /// @param rule what would be right
    record Wrong(Setting<?> setting, String rule) implements Reading {}
  }

  Reading read() {
    Optional<String> issuer = values.of(tokens.issuer);
    if (issuer.isEmpty()) {
      return others()
          .<Reading>map(other ->
              new Reading.Wrong(tokens.issuer, "it must be set where %s is".formatted(other)))
          .orElseGet(() -> new Reading.Right(Optional.empty()));
    }
    if (values.of(web.publicUrl).isEmpty()) {
      return new Reading.Wrong(web.publicUrl, "with jwt_issuer it must be set");
    }
    Optional<JwtKeys.Published> published = values.of(tokens.jwksUrl);
    Optional<SharedSecret> secret = values.of(tokens.secret);
    if (published.isPresent() && secret.isPresent()) {
      return new Reading.Wrong(
          tokens.secret, "it must be empty where jwt_jwks_url is set: one of the two is trusted");
    }
    return published
        .<JwtKeys>map(keys -> keys)
        .or(() -> secret.map(JwtKeys.Shared::new))
        .map(keys -> read(issuer.get(), keys))
        .orElseGet(() ->
            new Reading.Wrong(
                tokens.jwksUrl, "with jwt_issuer it must be set, or jwt_secret instead"));
  }

  /// The name of one that means nothing without an issuer, and is set.
  private Optional<String> others() {
    if (values.of(tokens.jwksUrl).isPresent()) {
      return Optional.of(tokens.jwksUrl.name());
    }
    if (values.of(tokens.secret).isPresent()) {
      return Optional.of(tokens.secret.name());
    }
    return values.of(tokens.audience).isEmpty()
        ? Optional.empty()
        : Optional.of(tokens.audience.name());
  }

  private Reading read(String issuer, JwtKeys keys) {
    List<String> named = values.of(tokens.algorithms);
    if (!keys.algorithms().containsAll(named)) {
      return new Reading.Wrong(
          tokens.algorithms,
          "with these keys it must be some of " + String.join(", ", keys.algorithms()));
    }
    var belonging =
        new JwtSettings.Belonging(
            values.of(tokens.organizationClaim),
            values.of(tokens.organization),
            values.of(tokens.clientClaim),
            values.of(tokens.client));
    if (belonging.organizationClaims().isEmpty() && belonging.organization().isEmpty()) {
      return nobodys(tokens.organization, tokens.organizationClaim);
    }
    if (belonging.clientClaims().isEmpty() && belonging.client().isEmpty()) {
      return nobodys(tokens.client, tokens.clientClaim);
    }
    Set<String> algorithms = new HashSet<>(named.isEmpty() ? keys.algorithms() : named);
    Set<String> audiences = new HashSet<>(values.of(tokens.audience));
    return new Reading.Right(
        Optional.of(new JwtSettings(issuer, audiences, keys, algorithms, belonging)));
  }

  private static Reading nobodys(Setting<?> name, Setting<?> claim) {
    return new Reading.Wrong(name, "it must be set where %s is empty".formatted(claim.name()));
  }
}
