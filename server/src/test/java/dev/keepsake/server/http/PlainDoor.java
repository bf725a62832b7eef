package dev.keepsake.server.http;

import dev.keepsake.embed.EmbedderState;
import dev.keepsake.server.auth.Authenticator;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.server.mcp.ToyMemory;
import dev.keepsake.server.observe.PrometheusMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The real door on a free port before an endpoint that a test has made.
public final class PlainDoor implements AutoCloseable {
  private final HttpDoor door;

  public PlainDoor(McpEndpoint endpoint, Authenticator authenticator) {
    door =
        HttpDoor.start(
            new HttpSettings("127.0.0.1", 0, Optional.empty()),
            authenticator,
            ToyMemory.IDS,
            endpoint,
            List.of(new ToolsApi(new ToyMemory().tools(), Optional.empty(), new WorkLimit())),
            new Health(() -> {}, EmbedderState.Ready::new, Duration.ofSeconds(1)),
            new PrometheusMetrics());
  }

  public String address() {
    return "http://127.0.0.1:" + door.port();
  }

  @Override
  public void close() {
    door.close();
  }
}
