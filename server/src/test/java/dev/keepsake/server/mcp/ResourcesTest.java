package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.mcp.Served.Over;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Prompts, resources and their completion before the real memory, through the official client.
@Timeout(90)
final class ResourcesTest {
  private static final String MEMORIES = "keepsake://memories/";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private Served served;

  @ParameterizedTest
  @EnumSource(Over.class)
  void a_memory_and_its_history_can_be_read_listed_and_completed(Over transport) throws Exception {
    try (var open = Served.over(transport, home, Duration.ofSeconds(1), spec -> spec)) {
      served = open;
      String berlin = saved("The user lives in Berlin.", Map.of());
      String lisbon = saved("The user lives in Lisbon.", Map.of("supersedes", berlin));

      assertThat(read(MEMORIES + lisbon).path("content").asText())
          .isEqualTo("The user lives in Lisbon.");
      assertThat(read(MEMORIES + berlin).path("superseded_by").asText()).isEqualTo(lisbon);
      assertThat(read(MEMORIES + lisbon + "/history").path("memories")).hasSize(2);

      var listed = served.client.listResources().resources();
      assertThat(listed).hasSize(1);
      assertThat(listed.getFirst().uri()).isEqualTo(MEMORIES + lisbon);
      assertThat(listed.getFirst().title()).isEqualTo("The user lives in Lisbon.");
      assertThat(served.client.listResourceTemplates().resourceTemplates())
          .hasSize(2)
          .allSatisfy(template -> {
            assertThat(template.mimeType()).isEqualTo("application/json");
            assertThat(completed(template.uriTemplate(), lisbon.substring(0, 8)))
                .containsExactly(lisbon);
          });
      assertThat(completed(MEMORIES + "{memory_id}", "zz")).isEmpty();

      served.call("delete_memory", Map.of("memory_ids", List.of(lisbon), "confirm", true));
      for (String gone : List.of(lisbon, lisbon + "/history", berlin, "x", "")) {
        assertThatThrownBy(() -> read(MEMORIES + gone))
            .isInstanceOfSatisfying(
                McpError.class,
                e -> {
                  assertThat(e.getJsonRpcError().code()).isEqualTo(-32002);
                  assertThat(e.getJsonRpcError().message()).isEqualTo("Resource not found");
                });
      }
      assertThat(served.client.listResources().resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Over.class)
  void a_history_can_be_read_as_it_was_known_at_another_time(Over transport) throws Exception {
    try (var open = Served.over(transport, home, Duration.ofSeconds(1), spec -> spec)) {
      served = open;
      String berlin = saved("The user lives in Berlin.", Map.of());
      String lisbon = saved("The user lives in Lisbon.", Map.of("supersedes", berlin));
      String history = MEMORIES + lisbon + "/history";
      JsonNode versions = read(history).path("memories");
      String began = versions.at("/0/valid_from").asText();
      String moved = versions.at("/1/valid_from").asText();

      assertThat(read(history + "?valid_at=" + began).at("/memories/0/id").asText())
          .isEqualTo(berlin);
      assertThat(read(history + "?valid_at=" + moved).at("/memories/0/id").asText())
          .isEqualTo(lisbon);
      String expanded = began.replace(":", "%3A").replace("Z", "%2B00%3A00");
      JsonNode then = read(MEMORIES + berlin + "/history?as_of=" + expanded + "&valid_at=" + moved);
      assertThat(then.path("memories").findValuesAsText("id")).containsExactly(berlin);
      assertThat(then.at("/memories/0/status").asText()).isEqualTo("active");
      assertThat(read(history + "?").path("memories")).hasSize(2);
      assertThatThrownBy(() -> read(history + "?as_of=" + began))
          .isInstanceOf(McpError.class)
          .hasMessageContaining("not found");
      for (String wrong :
          List.of("as_of=never", "as_of", "valid_at=%zz", "at=x", "as_of=%s&as_of=%s")) {
        assertThatThrownBy(() -> read(history + "?" + wrong.replace("%s", began)))
            .isInstanceOfSatisfying(
                McpError.class, e -> assertThat(e.getJsonRpcError().code()).isEqualTo(-32602))
            .hasMessageContaining("`uri`");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Over.class)
  void the_guidance_is_a_prompt_too(Over transport) throws Exception {
    try (var open = Served.over(transport, home, Duration.ofSeconds(1), spec -> spec)) {
      var prompt = open.client.listPrompts().prompts().getFirst();
      assertThat(prompt.name()).isEqualTo("memory_guidance");
      var message =
          open.client.getPrompt(GetPromptRequest.builder(prompt.name()).build()).messages();
      assertThat(message.getFirst().content())
          .isInstanceOfSatisfying(
              TextContent.class,
              text ->
                  assertThat(text.text())
                      .isEqualTo(McpTexts.of(Prompts.load(Prompts.NAMES)).instructions()));
      assertThatThrownBy(() -> open.client.getPrompt(GetPromptRequest.builder("sing").build()))
          .isInstanceOf(McpError.class)
          .hasMessageContaining("memory_guidance");
    }
  }

  private String saved(String content, Map<String, Object> more) {
    var arguments = new java.util.HashMap<String, Object>(more);
    arguments.putAll(Map.of("content", content, "memory_type", "fact", "confidence", 0.9));
    return served.call("save_memory", arguments).path("memory_id").asText();
  }

  private JsonNode read(String uri) throws Exception {
    var contents =
        (TextResourceContents)
            served
                .client
                .readResource(ReadResourceRequest.builder(uri).build())
                .contents()
                .getFirst();
    assertThat(contents.uri()).isEqualTo(uri);
    assertThat(contents.mimeType()).isEqualTo("application/json");
    return WireJson.MAPPER.readTree(contents.text());
  }

  private List<String> completed(String template, String typed) {
    return served
        .client
        .completeCompletion(
            new CompleteRequest(
                new ResourceReference(template), new CompleteArgument("memory_id", typed)))
        .completion()
        .values();
  }
}
