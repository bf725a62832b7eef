package dev.keepsake.server.http;

import dev.keepsake.memory.IdSource;
import dev.keepsake.server.http.browser.AnswerHeaders;
import dev.keepsake.server.http.browser.Cors;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.server.observe.CorrelationId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request goes through, whoever answers it: it gets its correlation id, must be meant
/// for this server (a web page that points its own name at this machine is not), come from a page
/// that may call or from none, may not be too large, and is refused by a problem. A servlet filter,
/// since Javalin's own handlers don't run before other servlets.
final class RequestGuard extends HttpFilter {
  static final String CORRELATION = McpEndpoint.CORRELATION_ATTRIBUTE;
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);

  private final transient BodyLimits limits;
  private final transient HostNames names;
  private final transient Cors cors;
  private final transient AnswerHeaders headers;
  private final transient IdSource ids;

  RequestGuard(BodyLimits limits, HostNames names, Cors cors, AnswerHeaders headers, IdSource ids) {
    this.limits = limits;
    this.names = names;
    this.cors = cors;
    this.headers = headers;
    this.ids = ids;
  }

  static String correlationId(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(CORRELATION));
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse plain, FilterChain chain)
      throws IOException, ServletException {
    String correlationId =
        Optional.ofNullable(request.getHeader("X-Correlation-Id"))
            .filter(CorrelationId::isValid)
            .orElseGet(() -> ids.next().toString());
    request.setAttribute(CORRELATION, correlationId);
    begin(request, plain);
    var response = new ProblemResponse(request, plain);
    String origin = request.getHeader("Origin");
    if (!names.areMetBy(request)) {
      response.sendError(421);
    } else if (origin != null && !isLet(origin, request)) {
      response.sendError(403, "The header Origin names a page that is not of this server.");
    } else if (origin != null && Cors.isPreflight(request) && cors.lets(origin, request)) {
      Cors.answerPreflight(response); // a browser sends no key with it
    } else if (request.getContentLengthLong() > limits.of(request)) {
      refuseLargeBody(response, limits.of(request));
    } else {
      pass(request, response, chain);
    }
    UnreadBody.drain(request, plain);
  }

  private boolean isLet(String origin, HttpServletRequest request) {
    return names.isOwnPage(origin, request) || cors.lets(origin, request);
  }

  /// What stands on every answer.
  private void begin(HttpServletRequest request, HttpServletResponse response) {
    headers.set(response);
    response.setHeader("X-Correlation-Id", correlationId(request));
    cors.mark(request.getHeader("Origin"), request, response);
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(new LimitedRequest(request, limits.of(request)), response);
    } catch (LimitedRequest.BodyTooLarge e) {
      LOG.debug("a body without a length was too large", e);
      refuseLargeBody(response, e.maxBytes);
    } catch (ServletException | RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("correlation_id", correlationId(request))
          .log("a bug behind the door");
      if (response.isCommitted()) {
        throw e; // so that the client sees a broken answer, not a whole one
      }
      response.reset();
      begin(request, response);
      response.sendError(500);
    }
  }

  static void refuseLargeBody(HttpServletResponse response, int maxBytes) throws IOException {
    response.setHeader("Connection", "close"); // the rest of it stays unread
    response.sendError(413, "A body may have up to %,d bytes: send less.".formatted(maxBytes));
  }

  /// Makes every `sendError` a problem.
  private static final class ProblemResponse extends HttpServletResponseWrapper {
    private final HttpServletRequest request;

    ProblemResponse(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
      sendError(status, "");
    }

    @Override
    public void sendError(int status, String detail) throws IOException {
      HttpProblem.send(request, this, status, detail == null ? "" : detail);
    }
  }
}
