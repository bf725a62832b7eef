package dev.keepsake.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// An entry of a list that is read by itself later, so that it fails by itself.
public record Unread(JsonNode json) {}
