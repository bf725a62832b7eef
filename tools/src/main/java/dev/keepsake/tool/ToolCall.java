package dev.keepsake.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// A request as it came in, with nothing checked.
public record ToolCall(String tool, JsonNode arguments) {}
