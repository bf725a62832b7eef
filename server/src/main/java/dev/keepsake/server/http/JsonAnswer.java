package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;

/// What calls are answered with: a record as JSON, or a problem.
final class JsonAnswer {
  static final String RETRY_SECONDS = "1";

  private JsonAnswer() {}

  static void send(HttpServletResponse response, JsonNode json) throws IOException {
    send(response, json, 200);
  }

  static void send(HttpServletResponse response, JsonNode json, int status) throws IOException {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    write(response, json);
  }

  /// @param known whether whoever asks has it already
  static void send(HttpServletResponse response, JsonNode json, String caching, boolean known)
      throws IOException {
    response.setHeader("Cache-Control", caching);
    if (known) {
      response.setStatus(304);
    } else {
      write(response, json);
    }
  }

  private static void write(HttpServletResponse response, JsonNode json) throws IOException {
    byte[] body = WireJson.MAPPER.writeValueAsBytes(json);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static void send(HttpServletResponse response, Problem problem) throws IOException {
    if (isTransient(problem)) {
      response.setHeader("Retry-After", RETRY_SECONDS);
    }
    HttpProblem.send(response, problem);
  }

  /// A problem that was met before it was known what is called.
  static void send(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    if (isTransient(problem)) {
      response.setHeader("Retry-After", RETRY_SECONDS);
    }
    HttpProblem.send(request, response, problem);
  }

  /// Nothing was begun.
  static void refuse(HttpServletResponse response, String why) throws IOException {
    response.setHeader("Retry-After", RETRY_SECONDS);
    response.sendError(503, why);
  }

  private static boolean isTransient(Problem problem) {
    return Arrays.stream(ErrorCode.values())
        .anyMatch(code ->
            code.slug().equals(problem.code()) && code.fault() == ErrorCode.Fault.TRANSIENT);
  }
}
