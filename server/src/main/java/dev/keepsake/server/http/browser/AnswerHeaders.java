package dev.keepsake.server.http.browser;

import dev.keepsake.server.call.Reach;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/// Headers that every answer has, so that a browser shows none of it as a page and keeps none of
/// it. They are set before a request is answered: a route that means otherwise sets its own with
/// `setHeader`, a page its own Content-Security-Policy, say.
public final class AnswerHeaders {
  private static final long YEAR_SECONDS = 31_536_000;

  private final Map<String, String> headers = new LinkedHashMap<>();

  public AnswerHeaders(Reach reach) {
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
    if (reach.publicUrl().isPresent() && reach.publicUrl().get().isEncrypted()) {
      headers.put("Strict-Transport-Security", "max-age=" + YEAR_SECONDS);
    }
  }

  public void set(HttpServletResponse response) {
    headers.forEach(response::setHeader);
  }

  /// For answers to what never became a request.
  public void set(HttpFields.Mutable fields) {
    headers.forEach(fields::put);
  }
}
