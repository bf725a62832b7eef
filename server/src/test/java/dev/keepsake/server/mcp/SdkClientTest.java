package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SdkClientTest {

  /// The tool prints to `System.out`, as a careless library would: it must not reach the protocol.
  @Test
  void the_official_client_talks_to_a_process_over_stdio() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var server =
        ServerParameters.builder(java)
            .args("-cp", System.getProperty("java.class.path"), ToyStdioServer.class.getName())
            .build();
    var transport = new StdioClientTransport(server, new JacksonMcpJsonMapper(new JsonMapper()));
    try (var client = McpClient.sync(transport).build()) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("keepsake");
      assertThat(client.listTools().tools()).hasSize(3);
      var answer =
          client.callTool(
              CallToolRequest.builder("echo").arguments(Map.of("text", "print")).build());
      assertThat(answer.content().getFirst())
          .isInstanceOfSatisfying(
              TextContent.class, text -> assertThat(text.text()).isEqualTo("Said: print"));
      var wrong = client.callTool(CallToolRequest.builder("echo").arguments(Map.of()).build());
      assertThat(wrong.isError()).isTrue();
      client.closeGracefully();
    }
  }
}
