package dev.keepsake.tool;

/// What is true of a tool, in the words of the MCP tool annotations.
///
/// @param readOnly changes nothing
/// @param destructive may take something away
/// @param idempotent the same call a second time changes nothing more
public record Hints(boolean readOnly, boolean destructive, boolean idempotent) {}
