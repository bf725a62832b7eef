package dev.keepsake.server.mcp;

import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One client over HTTP.
final class HttpSession extends McpStreamableServerSession {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSession.class);

  private final Peer peer;

  /// @param onClose run when the session ends, perhaps more than once
  HttpSession(
      String id,
      InitializeRequest request,
      Duration patience,
      Map<String, McpRequestHandler<?>> handlers,
      Peer peer,
      Runnable onClose) {
    super(
        id,
        request.capabilities(),
        request.clientInfo(),
        patience,
        handlers,
        McpRequests.notifications(),
        () -> Mono.fromRunnable(onClose));
    this.peer = peer;
  }

  @Override
  public McpStreamableServerSessionStream responseStream(McpStreamableServerTransport transport) {
    return super.responseStream(new HttpStream(transport, peer));
  }

  /// A user who answers too late has done nothing wrong; the SDK would tell the client of a fault
  /// of ours.
  @Override
  public Mono<Void> accept(JSONRPCResponse answer) {
    return super.accept(answer)
        .onErrorResume(
            McpError.class,
            e -> {
              LOG.debug("an answer came to no question that waits", e);
              return Mono.empty();
            });
  }
}
