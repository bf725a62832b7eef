package dev.keepsake.summary;

import dev.keepsake.memory.MessageRole;

/// What somebody said in a conversation, as plain text.
public record Said(MessageRole role, String text) {}
