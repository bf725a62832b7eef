package dev.keepsake.server.http;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.call.PublicUrl;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.tool.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;

/// What the header WWW-Authenticate tells a caller who is not let in (RFC 6750, section 3): where
/// it says how to have a token (RFC 9728, section 5.1), and what is wrong with the one that it has.
///
/// @param server how it is reached; empty where no tokens are taken
record Challenge(Optional<PublicUrl> server) {
  static final String HEADER = "WWW-Authenticate";
  private static final String SCHEME = "Bearer";

  /// To be told by whoever finds out later what the caller lacks.
  void attach(HttpServletRequest request) {
    request.setAttribute(Challenge.class.getName(), this);
  }

  /// Tells a person which scope the token lacks for what was refused; an application could have no
  /// other key by asking.
  ///
  /// @param needed what it takes, beside the right to name the user who was named
  /// @param code of the problem with which it was refused
  static void tellLacking(
      HttpServletRequest request, HttpServletResponse response, Right needed, String code) {
    Identity identity = Identity.of(request);
    if (code.equals(ErrorCode.FORBIDDEN.slug())
        && identity.isPerson()
        && request.getAttribute(Challenge.class.getName()) instanceof Challenge challenge) {
      Stream.of(needed, Right.ACT_AS)
          .filter(right -> !identity.rights().contains(right))
          .findFirst()
          .ifPresent(right -> response.setHeader(HEADER, challenge.lacking(request, right)));
    }
  }

  /// Nothing was sent.
  String missing(HttpServletRequest request) {
    return of(request, "scope=\"%s\"".formatted(ProtectedResource.SCOPES_IN_WORDS));
  }

  /// What was sent lets nobody in.
  String wrong(HttpServletRequest request) {
    return of(
        request,
        "error=\"invalid_token\", scope=\"%s\"".formatted(ProtectedResource.SCOPES_IN_WORDS));
  }

  /// The token has too few scopes.
  String lacking(HttpServletRequest request, Right right) {
    return of(request, "error=\"insufficient_scope\", scope=\"%s\"".formatted(right.wireName()));
  }

  private String of(HttpServletRequest request, String more) {
    return server
        .map(url ->
            "%s resource_metadata=\"%s\", %s".formatted(SCHEME, url.at(metadata(request)), more))
        .orElse(SCHEME);
  }

  private static String metadata(HttpServletRequest request) {
    return request.getRequestURI().equals(McpEndpoint.PATH)
        ? ProtectedResource.OF_MCP
        : ProtectedResource.OF_SERVER;
  }
}
