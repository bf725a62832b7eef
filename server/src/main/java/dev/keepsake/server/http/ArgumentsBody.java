package dev.keepsake.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.call.JsonBody;
import dev.keepsake.tool.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/// Reads a body as the arguments of a tool, as far as that can be done without knowing the tool.
final class ArgumentsBody {
  private ArgumentsBody() {}

  /// @throws MemoryException with the sentence for the caller if the body is not one JSON object
  /// @throws LimitedRequest.BodyTooLarge if the body is larger than allowed
  static JsonNode read(HttpServletRequest request) throws LimitedRequest.BodyTooLarge {
    if (!JsonBody.isAnnounced(request)) {
      throw new MemoryException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the arguments as application/json in UTF-8.");
    }
    String text =
        JsonBody.utf8(bytes(request)).orElseThrow(() -> invalid("The body is not UTF-8."));
    JsonNode json = parse(text);
    if (!json.isObject()) {
      throw invalid("The body must be a JSON object of the tool's arguments; {} for none.");
    }
    return json;
  }

  private static byte[] bytes(HttpServletRequest request) throws LimitedRequest.BodyTooLarge {
    try {
      return request.getInputStream().readAllBytes(); // bounded further out
    } catch (LimitedRequest.BodyTooLarge e) {
      throw e;
    } catch (IOException e) { // whoever is still there is told
      throw new MemoryException(
          ErrorCode.INVALID_INPUT, "The body broke off, or is not valid HTTP: send it again.", e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
      boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
      throw invalid(
          (twice ? "The body names a field twice" : "The body is not JSON") + where + ".");
    }
  }

  private static MemoryException invalid(String sentence) {
    return new MemoryException(ErrorCode.INVALID_INPUT, sentence);
  }
}
