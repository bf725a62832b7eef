package dev.keepsake.server.config;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.server.auth.SharedSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The settings of tokens (JWT). Each by itself; what they mean together is [TokenReader]'s.
final class TokenSettings {
  private static final int MAX_CHARACTERS = 2_048;

  final Setting<Optional<String>> issuer =
      new Setting<>(
          "jwt_issuer",
          "",
          Kind.made(
              "the `iss` of tokens, such as https://login.example.com, or empty for none",
              text -> optional(text, TokenSettings::plain)),
          "who makes the tokens (JWT) that `serve` takes beside API keys; with it every call needs"
              + " a token or a key");
  final Setting<List<String>> audience =
      new Setting<>(
          "jwt_audience",
          "",
          Kind.made(
              "values of the claim `aud`, separated by commas, or empty for those of public_url",
              text -> words(text, TokenSettings::plain)),
          "for whom a token must be made, one of these; by default public_url, with and without"
              + " `/mcp`");
  final Setting<Optional<JwtKeys.Published>> jwksUrl =
      new Setting<>(
          "jwt_jwks_url",
          "",
          Kind.made(
              "a URL of https, or of http on this machine, without password, or empty for none",
              text -> optional(text, TokenSettings::published)),
          "where the issuer has its public keys (JWKS)");
  final Setting<Optional<SharedSecret>> secret =
      new Setting<>(
          "jwt_secret",
          "",
          Kind.made(
              "text of %d to %d bytes, or empty for none"
                  .formatted(SharedSecret.MIN_BYTES, SharedSecret.MAX_BYTES),
              text -> optional(text, SharedSecret::new)),
          "what the issuer signs with where it publishes no keys (HS256; from 48 and 64 bytes on"
              + " HS384 and HS512)",
          true);
  final Setting<List<String>> algorithms =
      new Setting<>(
          "jwt_algorithms",
          "",
          Kind.made(
              "names such as RS256 or ES256, separated by commas, or empty for all that fit",
              text -> words(text, TokenSettings::plain)),
          "which signatures are taken");
  final Setting<List<String>> organizationClaim =
      new Setting<>(
          "jwt_organization_claim",
          "organization",
          Kind.made(
              "names of claims, separated by commas, or empty for none",
              text -> words(text, TokenSettings::plain)),
          "claims of which the first that a token has names its organization");
  final Setting<Optional<OrganizationName>> organization =
      new Setting<>(
          "jwt_organization",
          "",
          Kind.made(
              "the name of an organization, or empty for none",
              text -> optional(text, OrganizationName::new)),
          "whose tokens are that name no organization");
  final Setting<List<String>> clientClaim =
      new Setting<>(
          "jwt_client_claim",
          "client_id,azp",
          Kind.made(
              "names of claims, separated by commas, or empty for none",
              text -> words(text, TokenSettings::plain)),
          "claims of which the first that a token has names its client; empty where clients"
              + " register themselves with the issuer");
  final Setting<Optional<ClientName>> client =
      new Setting<>(
          "jwt_client",
          "",
          Kind.made(
              "the name of a client, or empty for none", text -> optional(text, ClientName::new)),
          "whose tokens are that name no client; its scope and rights are theirs");

  List<Setting<?>> all() {
    return List.of(
        issuer,
        audience,
        jwksUrl,
        secret,
        algorithms,
        organizationClaim,
        organization,
        clientClaim,
        client);
  }

  private static <T> Optional<T> optional(String text, Function<String, T> make) {
    return text.isBlank() ? Optional.empty() : Optional.of(make.apply(text));
  }

  private static <T> List<T> words(String text, Function<String, T> make) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).map(make).toList();
  }

  private static String plain(String text) {
    if (text.isBlank()
        || text.length() > MAX_CHARACTERS
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no name");
    }
    return text;
  }

  private static JwtKeys.Published published(String text) {
    try {
      return new JwtKeys.Published(new URI(text.strip()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no URL", e);
    }
  }
}
