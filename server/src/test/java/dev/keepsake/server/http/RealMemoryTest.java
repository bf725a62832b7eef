package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.observe.PrometheusMetrics;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The doors as the process opens them, before the memory itself.
@Timeout(60)
final class RealMemoryTest {

  @Test
  void what_one_user_saves_over_http_that_user_finds_and_no_other(
      @TempDir(factory = ReadyHome.class) Path home) throws Exception {
    var settings = new HttpSettings("localhost", 0, Optional.of(new UserName("ada")));
    try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system());
        var door = HttpDoor.start(keepsake, settings, new PrometheusMetrics())) {
      try (var ada = client(door, "ada");
          var bob = client(door, "bob")) {
        assertThat(ada.initialize().instructions()).contains("query_memory");
        assertThat(ada.listTools().tools())
            .extracting(tool -> tool.name())
            .containsExactlyInAnyOrder(
                "save_memory",
                "query_memory",
                "delete_memory",
                "confirm_memory",
                "summarize_episode");
        CallToolResult saved =
            call(
                ada,
                "save_memory",
                Map.of("content", "The user plays the cello.", "memory_type", "fact"));
        assertThat(saved.structuredContent().toString()).contains("action=created");
        bob.initialize();
        var query = Map.<String, Object>of("query", "Which instrument?");
        assertThat(call(ada, "query_memory", query).structuredContent().toString())
            .contains("cello");
        assertThat(call(bob, "query_memory", query).structuredContent().toString())
            .doesNotContain("cello");
      }
      assertThat(ready(door)).isEqualTo(200);
    }
  }

  private static McpSyncClient client(HttpDoor door, String user) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://localhost:" + door.port())
                .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
                .requestBuilder(HttpRequest.newBuilder().header("X-User-Id", user))
                .build())
        .build();
  }

  private static CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    assertThat(result.isError()).as("%s", result.content()).isFalse();
    return result;
  }

  private static int ready(HttpDoor door) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://localhost:" + door.port() + "/health/ready");
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
