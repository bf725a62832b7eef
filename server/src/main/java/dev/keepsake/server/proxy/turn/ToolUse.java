package dev.keepsake.server.proxy.turn;

/// A call of a tool that the model has made.
///
/// @param json the call as it stands in a message
/// @param ours whether the tool is the memory's, and not the caller's
public record ToolUse(String id, String name, String arguments, String json, boolean ours) {}
