package dev.keepsake.server.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.util.List;
import reactor.core.publisher.Mono;

/// The stream on which one request is answered, by which the client is asked too.
///
/// @param peer is told of what goes out
record HttpStream(McpStreamableServerTransport stream, Peer peer)
    implements McpStreamableServerTransport {

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return sending(message, stream.sendMessage(message));
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
    return sending(message, stream.sendMessage(message, messageId));
  }

  private Mono<Void> sending(JSONRPCMessage message, Mono<Void> sent) {
    return Mono.defer(() -> {
      if (message instanceof JSONRPCRequest request) {
        peer.sends(request, this);
      }
      return sent;
    });
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return stream.unmarshalFrom(data, type);
  }

  @Override
  public List<String> protocolVersions() {
    return stream.protocolVersions();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return stream.closeGracefully();
  }

  @Override
  public void close() {
    stream.close();
  }
}
