package dev.keepsake.server.auth;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.UserName;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Right;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a token says of who calls, once it is known to be the issuer's.
///
/// @param claims as JSON has them: the library's own would make texts of numbers, and one text of
///   several
record TokenClaims(Map<String, Object> claims) {

  /// Empty if `sub` is missing, or is not the name of a user.
  Optional<UserName> user() {
    return made(claims.get("sub"), UserName::new);
  }

  /// Empty if the token says nothing and nothing stands for that, or what it says is no name.
  Optional<OrganizationName> organization(JwtSettings.Belonging belonging) {
    return first(belonging.organizationClaims(), belonging.organization(), OrganizationName::new);
  }

  /// As [#organization].
  Optional<ClientName> client(JwtSettings.Belonging belonging) {
    return first(belonging.clientClaims(), belonging.client(), ClientName::new);
  }

  /// A token that names a client badly has not left it out.
  private <T> Optional<T> first(
      List<String> names, Optional<T> otherwise, Function<String, T> type) {
    Optional<Object> said = names.stream().map(claims::get).filter(Objects::nonNull).findFirst();
    return said.isEmpty() ? otherwise : made(said.get(), type);
  }

  private static <T> Optional<T> made(@Nullable Object claim, Function<String, T> type) {
    try {
      return claim instanceof String text ? Optional.of(type.apply(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The words of `scope` (RFC 9068) and of `scp` that are rights.
  Set<Right> rights() {
    return Stream.of("scope", "scp")
        .flatMap(name -> words(claims.get(name)))
        .flatMap(word -> WireName.find(Right.class, word).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> words(@Nullable Object claim) {
    return switch (claim) {
      case String text -> Arrays.stream(text.split(" "));
      case Collection<?> several ->
          several.stream().filter(String.class::isInstance).map(String.class::cast);
      case null, default -> Stream.empty();
    };
  }
}
