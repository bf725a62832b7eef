package dev.keepsake.server.mcp;

import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.Prompts;

/// What models and users read of this door beside the tools.
///
/// @param instructions what a model is told about the server as a whole
/// @param guidance the prompt that says the same where a client asks for it
/// @param question what a user is asked before something is remembered
record McpTexts(
    String instructions,
    Prompt guidance,
    Prompt memoryResource,
    Prompt historyResource,
    Prompt question) {

  /// @param prompts those of an installation
  static McpTexts of(Prompts prompts) {
    return new McpTexts(
        prompts.require("instructions").text(),
        prompts.require("memory_guidance"),
        prompts.require("memory_resource"),
        prompts.require("history_resource"),
        prompts.require("question"));
  }
}
