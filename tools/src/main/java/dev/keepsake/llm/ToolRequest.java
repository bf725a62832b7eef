package dev.keepsake.llm;

/// A model's wish to call a tool.
///
/// @param id by which the answer is told to be this call's; unique within the conversation
/// @param tool as the model wrote it: there may be no such tool
/// @param arguments as the model wrote them: meant to be a JSON object, but may be any text
public record ToolRequest(String id, String tool, String arguments) {}
