package dev.keepsake.server.mcp;

import io.modelcontextprotocol.spec.HttpHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/// A request for a session that the SDK does not find, so that what is another's and what is not
/// there get the same answer, word for word.
final class SessionlessRequest extends HttpServletRequestWrapper {
  /// No session's id: those are in hexadecimal.
  private static final String NONE = "none";

  SessionlessRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public String getHeader(String name) {
    return name.equalsIgnoreCase(HttpHeaders.MCP_SESSION_ID) ? NONE : super.getHeader(name);
  }
}
