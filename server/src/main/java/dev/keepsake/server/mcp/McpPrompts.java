package dev.keepsake.server.mcp;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;

/// The memory guidance as a prompt, for clients that do not hand the server's instructions on.
final class McpPrompts {
  private final Prompt prompt;
  private final GetPromptResult guidance;

  McpPrompts(McpTexts texts) {
    prompt =
        Prompt.builder(texts.guidance().name())
            .title(texts.guidance().title())
            .description(texts.guidance().text())
            .arguments(List.of())
            .build();
    var message =
        PromptMessage.builder(Role.USER, TextContent.builder(texts.instructions()).build()).build();
    guidance =
        GetPromptResult.builder(List.of(message)).description(texts.guidance().text()).build();
  }

  ListPromptsResult list() {
    return ListPromptsResult.builder(List.of(prompt)).build();
  }

  GetPromptResult get(Asked asked) {
    String name = asked.call().params().path("name").asText();
    if (!name.equals(prompt.name())) {
      throw McpError.builder(ErrorCodes.INVALID_PARAMS)
          .message("There is no such prompt; there is `%s`.".formatted(prompt.name()))
          .build();
    }
    return guidance;
  }
}
