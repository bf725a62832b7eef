package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keepsake.Keepsake;
import dev.keepsake.server.auth.Authenticator;
import dev.keepsake.server.http.PlainDoor;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The official client of a real memory.
final class Served implements AutoCloseable {
  enum Over {
    STDIO,
    HTTP
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final McpSyncClient client;
  private final AutoCloseable server;
  private boolean stopped;

  private Served(
      McpClientTransport transport,
      UnaryOperator<McpClient.SyncSpec> client,
      AutoCloseable server) {
    this.server = server;
    this.client =
        client
            .apply(
                McpClient.sync(transport)
                    .initializationTimeout(PATIENCE) // a JVM of its own starts meanwhile
                    .requestTimeout(PATIENCE))
            .build();
    this.client.initialize();
  }

  static Served over(
      Over transport, Path home, Duration patience, UnaryOperator<McpClient.SyncSpec> client) {
    return switch (transport) {
      case STDIO -> overStdio(home, patience, client);
      case HTTP -> overHttp(home, patience, client);
    };
  }

  private static Served overStdio(
      Path home, Duration patience, UnaryOperator<McpClient.SyncSpec> client) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        ServerParameters.builder(java)
            .args(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Memory.class.getName(),
                home.toString(),
                Long.toString(patience.toMillis()))
            .build();
    return new Served(
        new StdioClientTransport(process, new JacksonMcpJsonMapper(new JsonMapper())),
        client,
        () -> {});
  }

  private static Served overHttp(
      Path home, Duration patience, UnaryOperator<McpClient.SyncSpec> client) {
    Keepsake keepsake = Memory.open(home);
    var door =
        new PlainDoor(
            McpEndpoint.open(Memory.service(keepsake, patience), Optional.of(Memory.ADA), 1 << 20),
            Authenticator.of(keepsake, Optional.empty(), false));
    var transport =
        HttpClientStreamableHttpTransport.builder(door.address())
            .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
            .build();
    return new Served(
        transport,
        client,
        () -> {
          door.close();
          keepsake.close();
        });
  }

  JsonNode call(String tool, Map<String, Object> arguments) {
    return WireJson.MAPPER.valueToTree(
        client
            .callTool(
                CallToolRequest.builder(tool)
                    .arguments(arguments)
                    .progressToken("progress")
                    .build())
            .structuredContent());
  }

  JsonNode save(String content, double confidence) {
    return call(
        "save_memory", Map.of("content", content, "memory_type", "fact", "confidence", confidence));
  }

  /// How many statements wait for a confirmation.
  int waiting() {
    return call("confirm_memory", Map.of()).path("total_count").asInt();
  }

  /// Ends the server while the client is there; over stdio the client alone ends it.
  void stop() throws Exception {
    if (!stopped) {
      stopped = true;
      server.close();
    }
  }

  @Override
  public void close() throws Exception {
    client.closeGracefully();
    stop();
  }
}
