package dev.keepsake.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// Something that is read by itself later: an entry of a list, so that it fails by itself, or a
/// field that may be of several kinds.
public record Unread(JsonNode json) {}
