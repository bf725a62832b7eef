package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The MCP project's Java client at the real process, over both transports. `server/src/clients`
/// has the clients in other languages, which are made to do the same.
@Timeout(180)
final class JavaClientIT {
  private static final String LAUNCHER =
      Path.of(System.getProperty("keepsake.root"), "keepsake").toString();
  private static final Pattern URL = Pattern.compile("listening on (http://\\S+)/mcp");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path home;

  @Test
  void over_stdio() {
    var server =
        ServerParameters.builder(LAUNCHER)
            .args("mcp")
            .env(
                Map.of(
                    "KEEPSAKE_HOME",
                    home.toString(),
                    "KEEPSAKE_USER",
                    "ada",
                    "KEEPSAKE_AOT_CACHE",
                    "off"))
            .build();
    use(new StdioClientTransport(server, new JacksonMcpJsonMapper(JSON)));
  }

  @Test
  void over_streamable_http() throws Exception {
    var command = new ProcessBuilder(LAUNCHER, "serve", "--port", "0", "--user", "ada");
    command.environment().keySet().removeIf(name -> name.startsWith("KEEPSAKE_"));
    command.environment().put("KEEPSAKE_HOME", home.toString());
    command.environment().put("KEEPSAKE_AOT_CACHE", "off");
    Process server = command.start();
    try (BufferedReader log = server.errorReader(StandardCharsets.UTF_8)) {
      use(HttpClientStreamableHttpTransport.builder(listening(log)).endpoint("/mcp").build());
    } finally {
      server.toHandle().destroy();
      server.waitFor();
    }
  }

  private static String listening(BufferedReader log) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher found = URL.matcher(line);
      if (found.find()) {
        return found.group(1);
      }
    }
    throw new AssertionError("it never listened");
  }

  private static void use(McpClientTransport transport) {
    var patience = Duration.ofSeconds(60);
    try (var client =
        McpClient.sync(transport)
            .requestTimeout(patience)
            .initializationTimeout(patience)
            .build()) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("keepsake");
      listAll(client);
      remember(client);
      fail(client);
      client.ping();
      client.closeGracefully();
    }
  }

  private static void listAll(McpSyncClient client) {
    assertThat(client.listTools().tools())
        .extracting(Tool::name)
        .contains("save_memory", "query_memory", "delete_memory");
    var prompts = client.listPrompts().prompts();
    assertThat(prompts).isNotEmpty();
    for (var prompt : prompts) {
      var got = client.getPrompt(GetPromptRequest.builder(prompt.name()).build());
      assertThat(got.messages()).isNotEmpty();
    }
    for (var resource : client.listResources().resources()) {
      assertThat(read(client, resource.uri())).isNotBlank();
    }
  }

  private static void remember(McpSyncClient client) {
    String home = save(client, "The user lives in Ghent.");
    String work = save(client, "The user repairs violins for a living.");
    assertThat(query(client, "Where does the user live?").getFirst()).isEqualTo(home);

    var templates = client.listResourceTemplates().resourceTemplates();
    assertThat(templates).isNotEmpty();
    for (var template : templates) {
      // RFC 6570: a query without values expands to nothing
      String uri =
          template.uriTemplate().replaceAll("\\{\\?[^}]*}", "").replaceAll("\\{[^}]*}", home);
      assertThat(read(client, uri)).contains("The user lives in Ghent.");
    }

    JsonNode shown = call(client, "delete_memory", Map.of("description", "where the user lives"));
    assertThat(shown.path("action").asText()).isEqualTo("candidates");
    assertThat(shown.path("memories").findValuesAsText("id")).contains(home);

    JsonNode deleted =
        call(client, "delete_memory", Map.of("memory_ids", List.of(home), "confirm", true));
    assertThat(deleted.path("action").asText()).isEqualTo("deleted");
    assertThat(query(client, "What is known about the user?")).containsExactly(work);
  }

  private static void fail(McpSyncClient client) {
    CallToolResult wrong =
        client.callTool(
            CallToolRequest.builder("save_memory")
                .arguments(Map.of("content", "x", "memory_type", "nope", "confidence", 0.95))
                .build());
    assertThat(wrong.isError()).isTrue();
    assertThat(wrong.content().getFirst())
        .isInstanceOfSatisfying(
            TextContent.class,
            text -> assertThat(text.text()).startsWith("`memory_type` must be one of fact,"));
    assertThatThrownBy(() ->
            client.callTool(CallToolRequest.builder("no_such_tool").arguments(Map.of()).build()))
        .isInstanceOf(McpError.class)
        .hasMessageContaining("no tool");
  }

  private static String save(McpSyncClient client, String content) {
    JsonNode answer =
        call(
            client,
            "save_memory",
            Map.of("content", content, "memory_type", "fact", "confidence", 0.95));
    assertThat(answer.path("action").asText()).isEqualTo("created");
    return answer.path("memory_id").asText();
  }

  private static List<String> query(McpSyncClient client, String text) {
    return call(client, "query_memory", Map.of("query", text))
        .path("memories")
        .findValuesAsText("id");
  }

  private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    assertThat(result.isError()).as("%s", result.content()).isNotEqualTo(true);
    return JSON.valueToTree(result.structuredContent());
  }

  private static String read(McpSyncClient client, String uri) {
    var contents = client.readResource(ReadResourceRequest.builder(uri).build()).contents();
    return ((TextResourceContents) contents.getFirst()).text();
  }
}
