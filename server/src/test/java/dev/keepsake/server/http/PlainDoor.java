package dev.keepsake.server.http;

import dev.keepsake.embed.EmbedderState;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.server.mcp.ToyMemory;
import java.time.Duration;
import java.util.Optional;

/// The real door on a free port before an endpoint that a test has made.
public final class PlainDoor implements AutoCloseable {
  private final HttpDoor door;

  public PlainDoor(McpEndpoint endpoint) {
    door =
        HttpDoor.start(
            new HttpSettings("127.0.0.1", 0, Optional.empty()),
            ToyMemory.IDS,
            endpoint,
            new Health(() -> {}, EmbedderState.Ready::new, Duration.ofSeconds(1)));
  }

  public String address() {
    return "http://127.0.0.1:" + door.port();
  }

  @Override
  public void close() {
    door.close();
  }
}
