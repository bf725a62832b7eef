package dev.keepsake.server.mcp;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.UserName;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/// MCP over Streamable HTTP: a servlet, and the filter that has to stand before it. Origin, host
/// and body size are the business of whoever mounts them.
public final class McpEndpoint implements AutoCloseable {
  public static final String PATH = "/mcp";

  /// The request attribute that has the correlation id, a `String`.
  public static final String CORRELATION_ATTRIBUTE = "dev.keepsake.correlation_id";

  private static final Duration PING = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration IDLE_SESSION = Duration.ofHours(1);

  private final HttpServletStreamableServerTransportProvider servlet;
  private final McpFilter filter;
  private final McpSyncServer server;

  private McpEndpoint(McpService service, Optional<UserName> defaultUser, int maxBodyBytes) {
    var running = new RunningCalls();
    servlet =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(SdkJson.MAPPER)
            .mcpEndpoint(PATH)
            .contextExtractor(McpEndpoint::context)
            .keepAliveInterval(PING)
            .sessionSweepInterval(IDLE_SESSION)
            .maxRequestSize(maxBodyBytes)
            .build();
    filter = new McpFilter(new MessageReader(service.tools().catalog()), running, defaultUser);
    server = new McpTools(service, running).serve(McpServer.sync(servlet));
  }

  /// @param defaultUser for calls that name none
  public static McpEndpoint open(
      Keepsake keepsake, Optional<UserName> defaultUser, int maxBodyBytes) {
    return open(McpService.of(keepsake), defaultUser, maxBodyBytes);
  }

  static McpEndpoint open(McpService service, Optional<UserName> defaultUser, int maxBodyBytes) {
    return new McpEndpoint(service, defaultUser, maxBodyBytes);
  }

  private static McpTransportContext context(HttpServletRequest request) {
    return request.getAttribute(McpFilter.CALL_ATTRIBUTE) instanceof IncomingCall call
        ? call.context()
        : McpTransportContext.EMPTY;
  }

  public Servlet servlet() {
    return servlet;
  }

  public Filter filter() {
    return filter;
  }

  /// Refuses new calls, waits up to 5 s for those in work, and then ends the streams on which
  /// clients listen. The SDK would end the answers in work too.
  @Override
  public void close() {
    filter.close(GRACE);
    server.closeGracefully();
  }
}
