package dev.keepsake.server.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A failure as OpenAI's API tells it, and clients of that API read it.
///
/// @param message what to do about it
/// @param type whose fault it is: `invalid_request_error` or `server_error`
/// @param param the field of the request that is wrong
/// @param code what to branch on
public record OpenAiError(String message, String type, Optional<String> param, String code) {
  private static final String PATHS = "/v1/";
  private static final int FIRST_OF_SERVER = 500;

  /// Whether a path is answered in this form.
  public static boolean isFor(String path) {
    return path.startsWith(PATHS);
  }

  public static OpenAiError of(int status, String code, String message) {
    String type = status < FIRST_OF_SERVER ? "invalid_request_error" : "server_error";
    return new OpenAiError(message, type, Optional.empty(), code);
  }

  /// The same failure in this form. A key that is not known is told by OpenAI's own word.
  public static OpenAiError of(Problem problem) {
    String code =
        problem.code().equals(ErrorCode.UNAUTHENTICATED.slug())
            ? "invalid_api_key"
            : problem.code().replace('-', '_');
    return of(problem.status(), code, problem.detail());
  }

  /// The same, of a field.
  public OpenAiError about(Optional<String> field) {
    return new OpenAiError(message, type, field, code);
  }

  public String json() {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    ObjectNode error = json.putObject("error").put("message", message).put("type", type);
    param.ifPresentOrElse(field -> error.put("param", field), () -> error.putNull("param"));
    error.put("code", code);
    return json.toString();
  }

  public byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }
}
