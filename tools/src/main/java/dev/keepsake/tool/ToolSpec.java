package dev.keepsake.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool as clients see it.
///
/// @param inputSchema JSON Schema 2020-12 of the arguments
/// @param outputSchema JSON Schema 2020-12 of the structured answer
public record ToolSpec(
    String name,
    String title,
    String description,
    ObjectNode inputSchema,
    ObjectNode outputSchema,
    Hints hints,
    Right right) {}
