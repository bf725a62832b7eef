package dev.keepsake.server.mcp;

import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One client over HTTP.
final class HttpSession extends McpStreamableServerSession {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSession.class);

  HttpSession(
      String id,
      InitializeRequest request,
      Duration patience,
      Map<String, McpRequestHandler<?>> handlers,
      Peer peer) {
    super(
        id,
        request.capabilities(),
        request.clientInfo(),
        patience,
        handlers,
        McpRequests.notifications(),
        () -> Mono.fromRunnable(peer::goes));
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
