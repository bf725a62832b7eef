package dev.keepsake.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.server.call.OpenAiError;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Refusals of plain HTTP as problem details.
final class HttpProblem {
  private static final String TYPE = "application/problem+json";

  /// What a status means at this door.
  private record Meaning(String slug, String title, String detail) {}

  private HttpProblem() {}

  /// @param detail what this caller can do; if blank, what is always true of the status
  static void send(
      HttpServletRequest request, HttpServletResponse response, int status, String detail)
      throws IOException {
    send(request, response, problem(status, detail, RequestGuard.correlationId(request)));
  }

  /// A problem as those tell it who answer at the path of a request.
  static void send(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    if (OpenAiError.isFor(request.getRequestURI())) {
      write(response, problem.status(), "application/json", OpenAiError.of(problem).bytes());
    } else {
      send(response, problem);
    }
  }

  /// A problem that a tool met.
  static void send(HttpServletResponse response, Problem problem) throws IOException {
    write(response, problem.status(), TYPE, WireJson.MAPPER.writeValueAsBytes(problem));
  }

  static void send(HttpServletResponse response, int status, ObjectNode problem)
      throws IOException {
    write(response, status, TYPE, WireJson.MAPPER.writeValueAsBytes(problem));
  }

  private static void write(HttpServletResponse response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /// For what never became a request: broken HTTP, too large headers.
  static boolean answerBadRequest(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Object correlation = request.getAttribute(RequestGuard.CORRELATION);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
    response.write(
        true,
        ByteBuffer.wrap(body(status, correlation == null ? "-" : correlation.toString())),
        callback);
    return true;
  }

  private static Problem problem(int status, String detail, String correlationId) {
    Meaning meaning = meaning(status);
    return new Problem(
        "/problems/" + meaning.slug(),
        meaning.title(),
        status,
        detail.isBlank() ? meaning.detail() : detail,
        "urn:keepsake:call:" + correlationId,
        meaning.slug(),
        Optional.empty(),
        List.of());
  }

  private static byte[] body(int status, String correlationId) {
    try {
      return WireJson.MAPPER.writeValueAsBytes(problem(status, "", correlationId));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem is always writable", e);
    }
  }

  private static Meaning meaning(int status) {
    return switch (status) {
      case 400 -> of(ErrorCode.INVALID_INPUT, "The request is not valid HTTP.");
      case 403 -> of(ErrorCode.FORBIDDEN, "The request is not allowed.");
      case 404 ->
          new Meaning(
              "unknown-path",
              "Nothing is at this path",
              "MCP is at /mcp, everything else in /openapi.json, which /docs shows.");
      case 405 ->
          new Meaning(
              "method-not-allowed",
              "The method is not allowed here",
              "The header Allow names the methods.");
      case 413 -> of(ErrorCode.PAYLOAD_TOO_LARGE, "Send a smaller body.");
      case 415 -> of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
      case 421 ->
          new Meaning(
              "misdirected-request",
              "The request was meant for another server",
              "Use the host and port that this server listens on.");
      case 500 ->
          of(
              ErrorCode.INTERNAL,
              "Something broke on our side; the log has it under the id in `instance`.");
      case 503 -> of(ErrorCode.OVERLOADED, "The server is about to stop: try again later.");
      default -> {
        String words = HttpStatus.getMessage(status);
        yield new Meaning("http-" + status, words, words + ".");
      }
    };
  }

  private static Meaning of(ErrorCode code, String detail) {
    return new Meaning(code.slug(), code.title(), detail);
  }
}
