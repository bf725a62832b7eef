package dev.keepsake.server.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Writes messages, one on a line, each whole before the next. Takes the place of the SDK's stdio
/// transport, which drops answers when several are sent at once. Thread-safe, by its lock.
final class StdioTransport implements McpServerTransport {
  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

  private final PrintStream out;
  private final Peer peer;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean broken;

  StdioTransport(PrintStream out, Peer peer) {
    this.out = out;
    this.peer = peer;
  }

  /// @param json without a line feed, as Jackson writes it
  void write(byte[] json) {
    lock.lock();
    try {
      out.write(json, 0, json.length);
      out.write('\n');
      if (out.checkError() && !broken) { // which flushes too
        broken = true;
        LOG.warn("the client no longer reads what it is answered");
      }
    } finally {
      lock.unlock();
    }
  }

  void write(String json) {
    write(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromCallable(() -> {
      if (message instanceof JSONRPCRequest request) {
        peer.sends(request, this);
      }
      writeMessage(message);
      return null;
    });
  }

  private void writeMessage(JSONRPCMessage message) throws IOException {
    write(SdkJson.MAPPER.writeValueAsBytes(message));
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return SdkJson.MAPPER.convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }
}
