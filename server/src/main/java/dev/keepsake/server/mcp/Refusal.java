package dev.keepsake.server.mcp;

import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.Problem;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;

/// A refusal of what is not a tool call, as JSON-RPC tells it.
final class Refusal {
  /// Of those that JSON-RPC leaves to servers: the request was sound, and may be repeated.
  private static final int UNAVAILABLE = -32000;

  private Refusal() {}

  static McpError of(MemoryException failure) {
    return of(failure.code().httpStatus(), String.valueOf(failure.getMessage()));
  }

  static McpError of(Problem problem) {
    return of(problem.status(), problem.detail());
  }

  private static McpError of(int status, String sentence) {
    int code =
        switch (status) {
          case 400 -> ErrorCodes.INVALID_PARAMS;
          case 500 -> ErrorCodes.INTERNAL_ERROR;
          case 503 -> UNAVAILABLE;
          default -> ErrorCodes.INVALID_REQUEST;
        };
    return McpError.builder(code).message(sentence).build();
  }
}
