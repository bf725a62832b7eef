package dev.keepsake.server.http.browser;

import dev.keepsake.server.call.Reach;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets pages of the origins that were set call what is for programs (the Fetch standard's CORS
/// protocol). Figures and health stay closed to them. No cookie is ever a credential here, so that
/// browsers need send none.
public final class Cors {
  private static final List<String> OPEN =
      List.of("/api", "/memory", "/v1", "/mcp", "/.well-known");
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String SENT =
      "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-API-Key, X-User-Id,"
          + " X-Conversation-Id, X-Correlation-Id, X-Keepsake-Recall, X-Keepsake-Tools,"
          + " X-Keepsake-Extract, Mcp-Session-Id, MCP-Protocol-Version, Last-Event-ID";
  private static final String READ =
      "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate,"
          + " X-Correlation-Id, X-Keepsake-Memory, X-Keepsake-Recalled, X-Keepsake-Saved,"
          + " Mcp-Session-Id";
  private static final Duration PREFLIGHT_KEPT = Duration.ofMinutes(10);

  private final Set<String> origins;

  public Cors(Reach reach) {
    this.origins = reach.corsOrigins();
  }

  /// Whether the page that sent a request may see the answer.
  ///
  /// @param origin as the header Origin has it
  public boolean lets(String origin, HttpServletRequest request) {
    return origins.contains(origin.toLowerCase(Locale.ROOT)) && isOpen(request);
  }

  private static boolean isOpen(HttpServletRequest request) {
    String path = request.getRequestURI();
    return OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
  }

  /// Whether a browser asks, before it sends the request itself.
  public static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  /// Says on an answer which page may see it.
  ///
  /// @param origin null if the request has none
  public void mark(
      @Nullable String origin, HttpServletRequest request, HttpServletResponse response) {
    if (origins.isEmpty() || !isOpen(request)) {
      return;
    }
    response.addHeader("Vary", "Origin");
    if (origin != null && lets(origin, request)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", READ);
    }
  }

  /// Answers a page that may call.
  public static void answerPreflight(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", METHODS);
    response.setHeader("Access-Control-Allow-Headers", SENT);
    response.setHeader("Access-Control-Max-Age", Long.toString(PREFLIGHT_KEPT.toSeconds()));
    response.setStatus(204);
  }
}
