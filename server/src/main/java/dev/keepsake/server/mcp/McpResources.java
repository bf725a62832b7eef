package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.Annotations;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Single memories and their histories as resources, each of the caller's user alone.
final class McpResources {
  private static final String MEMORIES = "keepsake://memories/";
  private static final String ARGUMENT = "memory_id";
  private static final String MEMORY_TEMPLATE = MEMORIES + "{" + ARGUMENT + "}";
  private static final String HISTORY_TEMPLATE = MEMORY_TEMPLATE + "/history{?as_of,valid_at}";
  private static final Pattern URI =
      Pattern.compile(
          Pattern.quote(MEMORIES)
              + "(?<id>\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(?<history>/history(?:\\?(?<time>[^#]*))?)?");
  private static final String JSON = "application/json";
  private static final int PAGE = 50;

  /// The protocol allows no more.
  private static final int MAX_COMPLETIONS = 100;

  private static final int TITLE_CHARACTERS = 80;

  private final McpService service;
  private final ListResourceTemplatesResult templates;

  McpResources(McpService service) {
    this.service = service;
    var texts = service.texts();
    templates =
        ListResourceTemplatesResult.builder(
                List.of(
                    template(MEMORY_TEMPLATE, texts.memoryResource()),
                    template(HISTORY_TEMPLATE, texts.historyResource())))
            .build();
  }

  private static ResourceTemplate template(String uri, Prompt text) {
    return ResourceTemplate.builder(uri, text.name())
        .title(text.title())
        .description(text.text())
        .mimeType(JSON)
        .build();
  }

  ListResourceTemplatesResult templates() {
    return templates;
  }

  /// The newest memories, page by page.
  ListResourcesResult list(Asked asked, Caller caller) {
    ObjectNode arguments = WireJson.MAPPER.createObjectNode().put("limit", PAGE);
    JsonNode cursor = asked.call().params().path("cursor");
    if (!cursor.isMissingNode() && !cursor.isNull()) {
      arguments.set("cursor", cursor);
    }
    return switch (service.tools().call(caller, new ToolCall("query_memory", arguments))) {
      case ToolOutcome.Done(var page, var _) -> page(page);
      case ToolOutcome.Failed(var problem) -> throw Refusal.of(problem);
    };
  }

  private static ListResourcesResult page(ObjectNode page) {
    var resources = page.path("memories").valueStream().map(McpResources::resource).toList();
    var result = ListResourcesResult.builder(resources);
    if (page.has("next_cursor")) {
      result.nextCursor(page.get("next_cursor").textValue());
    }
    return result.build();
  }

  private static Resource resource(JsonNode memory) {
    String id = memory.path("id").asText();
    return Resource.builder(MEMORIES + id, id)
        .title(line(memory.path("content").asText()))
        .mimeType(JSON)
        .annotations(Annotations.builder().lastModified(memory.path("created_at").asText()).build())
        .build();
  }

  private static String line(String content) {
    String line = content.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= TITLE_CHARACTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, TITLE_CHARACTERS - 1)) + "…";
  }

  /// What is not there and what is another user's are told apart by nothing.
  ReadResourceResult read(Asked asked, Caller caller) {
    JsonNode uri = asked.call().params().path("uri");
    if (!uri.isTextual()) {
      throw invalid("`uri` must be the address of a resource, as text.");
    }
    String json =
        contents(caller, uri.textValue())
            .map(WireJson::write)
            .orElseThrow(() ->
                McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND)
                    .message("Resource not found")
                    .build());
    return ReadResourceResult.builder(
            List.of(TextResourceContents.builder(uri.textValue(), json).mimeType(JSON).build()))
        .build();
  }

  private Optional<? extends Record> contents(Caller caller, String uri) {
    var match = URI.matcher(uri);
    if (!match.matches()) {
      return Optional.empty();
    }
    var id = new MemoryId(UUID.fromString(match.group("id")));
    return match.group("history") == null
        ? service.views().memory(caller, id)
        : service.views().history(caller, id, time(match));
  }

  private static TimeAsked time(Matcher match) {
    return Optional.ofNullable(match.group("time")).map(ResourceTime::read).orElse(TimeAsked.NOW);
  }

  /// Ids of the newest memories that begin with what was typed.
  CompleteResult complete(Asked asked, Caller caller) {
    JsonNode params = asked.call().params();
    JsonNode typed = params.at("/argument/value");
    if (!params.at("/argument/name").isTextual() || !typed.isTextual()) {
      throw invalid("`argument` must have `name` and `value`, both text.");
    }
    if (!isTemplate(params.path("ref")) || !params.at("/argument/name").asText().equals(ARGUMENT)) {
      return completions(List.of());
    }
    return completions(service.views().ids(caller, typed.textValue(), MAX_COMPLETIONS + 1));
  }

  private static boolean isTemplate(JsonNode reference) {
    String uri = reference.path("uri").asText();
    return switch (reference.path("type").asText()) {
      case "ref/resource" -> uri.equals(MEMORY_TEMPLATE) || uri.equals(HISTORY_TEMPLATE);
      case "ref/prompt" -> false;
      default -> throw invalid("`ref` must have the `type` ref/resource or ref/prompt.");
    };
  }

  private static CompleteResult completions(List<MemoryId> ids) {
    boolean more = ids.size() > MAX_COMPLETIONS;
    var shown = ids.stream().limit(MAX_COMPLETIONS).map(MemoryId::toString).toList();
    return new CompleteResult(new CompleteCompletion(shown, more ? null : shown.size(), more));
  }

  private static McpError invalid(String sentence) {
    return McpError.builder(ErrorCodes.INVALID_PARAMS).message(sentence).build();
  }
}
