package dev.keepsake.server.http;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.auth.Authenticator;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.auth.Recognition;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.Right;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lets nobody through who is not known, to whatever path; health, who gives out tokens, and the
/// description of the API are told to everybody. Stands behind [RequestGuard].
final class KeyGuard extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Set<String> OPEN =
      Stream.of(Health.PATHS, ProtectedResource.PATHS, DocsPage.PATHS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private final transient Authenticator authenticator;
  private final transient Challenge challenge;

  KeyGuard(Authenticator authenticator, Challenge challenge) {
    this.authenticator = authenticator;
    this.challenge = challenge;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // as it was sent: a path with dots or escapes in it is never one of these
    if (OPEN.contains(request.getRequestURI()) || isLetIn(request, response)) {
      chain.doFilter(request, response);
    }
  }

  /// Answers whoever is not.
  private boolean isLetIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      return switch (authenticator.recognize(request)) {
        case Recognition.Known(var identity) -> mayEnter(identity, request, response);
        case Recognition.Missing(var sentence) -> {
          response.setHeader(Challenge.HEADER, challenge.missing(request));
          yield refuse(request, response, ErrorCode.UNAUTHENTICATED, sentence);
        }
        case Recognition.Wrong(var sentence) -> {
          response.setHeader(Challenge.HEADER, challenge.wrong(request));
          yield refuse(request, response, ErrorCode.UNAUTHENTICATED, sentence);
        }
      };
    } catch (MemoryException e) {
      Problem problem = Problem.of(e, RequestGuard.correlationId(request));
      JsonAnswer.send(request, response, problem);
      return false;
    }
  }

  /// An MCP client can have a token with more scopes only if it is told by HTTP; tools tell models.
  private boolean mayEnter(
      Identity identity, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getRequestURI().equals(McpEndpoint.PATH)
        && identity.isPerson()
        && !identity.rights().contains(Right.READ)) {
      response.setHeader(Challenge.HEADER, challenge.lacking(request, Right.READ));
      return refuse(
          request,
          response,
          ErrorCode.FORBIDDEN,
          "MCP needs a token with the scope %s.".formatted(Right.READ.wireName()));
    }
    identity.attach(request);
    challenge.attach(request);
    return true;
  }

  private static boolean refuse(
      HttpServletRequest request, HttpServletResponse response, ErrorCode code, String sentence)
      throws IOException {
    String correlationId = RequestGuard.correlationId(request);
    JsonAnswer.send(request, response, Problem.of(code, sentence, correlationId));
    return false;
  }
}
