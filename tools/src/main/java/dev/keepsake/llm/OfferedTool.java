package dev.keepsake.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool as a model is told of it.
///
/// @param parameters the JSON Schema of its arguments, an object's
public record OfferedTool(String name, String description, ObjectNode parameters) {}
