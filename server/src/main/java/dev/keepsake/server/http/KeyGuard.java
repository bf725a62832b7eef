package dev.keepsake.server.http;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.auth.Authenticator;
import dev.keepsake.tool.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Lets nobody through who is not known, to whatever path; health and the description of the API
/// alone are told to everybody. Stands behind [RequestGuard].
final class KeyGuard extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Authenticator authenticator;

  KeyGuard(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // as it was sent: a path with dots or escapes in it is never one of these
    if (!isForEverybody(request.getRequestURI())) {
      try {
        authenticator.identify(request).attach(request);
      } catch (MemoryException e) {
        refuse(request, response, e);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean isForEverybody(String path) {
    return Health.PATHS.contains(path) || DocsPage.PATHS.contains(path);
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, MemoryException refusal)
      throws IOException {
    if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    response.setHeader("Cache-Control", "no-store");
    String detail = String.valueOf(refusal.getMessage());
    String correlationId = RequestGuard.correlationId(request);
    JsonAnswer.send(response, Problem.of(refusal.code(), detail, correlationId));
  }
}
